// The part of the library that we use; it brings no types of its own.
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer, Socket } from 'node:net';

  /** A message of the protocol. What is not of its kind is missing. */
  export type Pdu = {
    command: string;
    command_status: number;
    sequence_number: number;
    system_id?: string;
    password?: string;
    message_id?: string;
    source_addr?: string;
    destination_addr?: string;
    esm_class?: number;
    data_coding?: number;
    registered_delivery?: number;
    short_message?: { message?: string | Buffer; udh?: Buffer[] };
    receipted_message_id?: string;
    message_state?: number;
    response: (options?: Record<string, unknown>) => Pdu;
  };

  type Answering = (pdu: Pdu) => void;

  export class Session extends EventEmitter {
    socket: Socket;
    bind_transceiver(options: Record<string, unknown>, answer: Answering): boolean;
    submit_sm(options: Record<string, unknown>, answer: Answering): boolean;
    deliver_sm(options: Record<string, unknown>, answer?: Answering): boolean;
    enquire_link(answer: Answering): boolean;
    unbind(answer?: Answering): boolean;
    send(pdu: Pdu): boolean;
    close(): void;
    destroy(): void;
  }

  export class Server extends NetServer {
    sessions: Session[];
  }

  export function connect(options: Record<string, unknown>): Session;
  export function createServer(listener: (session: Session) => void): Server;
}
