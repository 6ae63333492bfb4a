// The least that a page can cost: Node's own server sends 12 kB that were made before.
import { createServer } from 'node:http';

const page = Buffer.from(`<!DOCTYPE html>${'<p>صفحة من اثني عشر كيلوبايت</p>\n'.repeat(400)}`).subarray(
  0,
  12_000,
);

createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': page.length });
  response.end(page);
}).listen(Number(process.env['PORT']), '127.0.0.1');
