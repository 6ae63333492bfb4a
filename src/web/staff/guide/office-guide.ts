import { words as guideWords } from '../../guide/words.ts';
import { words as caseWords } from '../case/case-words.ts';
import { words as frameWords } from '../frame/words.ts';
import { words as peopleWords } from '../people/people-words.ts';
import { words as queueWords } from '../queue/queue-words.ts';
import { stateText, words as importWords } from '../register/import-words.ts';
import { withSize } from '../register/imports-page.ts';
import { words } from './guide-words.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Block, Guide, Mark, Scene } from '../../guide/guide.ts';

/** The guide for the people of the office: signing in, the queue, the decision, the register's import. */
export function officeGuide(lang: Lang): Guide {
  const line = (text: string): Block => ({ kind: 'text', line: text });
  const shown = (scene: Scene): Block => ({ kind: 'scene', scene });
  const chapter = (id: string, title: string, blocks: Block[]) => ({ id, title, blocks, sections: [] });
  const scenes = officeScenes(lang);
  const states = (
    ['checked', 'unreadable', 'importing', 'done', 'undone', 'not-undone', 'failed'] as const
  ).map((state) => ({ key: stateText[state].title[lang], lines: [stateText[state].text[lang]] }));
  return {
    title: words.title[lang],
    lead: words.lead[lang],
    chapters: [
      chapter('aim', guideWords.aim[lang], [
        line(words.aimText[lang].replace('{roles}', peopleWords.matrix[lang])),
        line(guideWords.picturesText[lang]),
      ]),
      chapter('entering', words.entering[lang], [shown(scenes.signIn), line(frameWords.forgotten[lang])]),
      chapter('queue', words.queue[lang], [line(words.queueText[lang]), shown(scenes.queue)]),
      {
        ...chapter('decision', words.decision[lang], [line(words.caseText[lang]), shown(scenes.case)]),
        sections: [
          { id: 'refuse', title: caseWords.refuseTitle[lang], blocks: [shown(scenes.refuse)] },
          {
            id: 'undo',
            title: caseWords.undo[lang],
            blocks: [line(words.undoText[lang].replace('{undo}', caseWords.undo[lang]))],
          },
        ],
      },
      chapter('import', words.import[lang], [
        shown(scenes.imports),
        line(stateText.checking.text[lang]),
        shown(scenes.checked),
        line(`${words.importStates[lang]}:`),
        { kind: 'rows', rows: states },
      ]),
    ],
  };
}

function officeScenes(
  lang: Lang,
): Record<'signIn' | 'queue' | 'case' | 'refuse' | 'imports' | 'checked', Scene> {
  const mark = (role: Mark['role'], name: string, ...says: string[]): Mark => ({ role, name, says });
  return {
    signIn: {
      name: 'sign-in',
      title: frameWords.signIn[lang],
      marks: [
        mark('textbox', frameWords.login[lang]),
        mark('textbox', frameWords.password[lang]),
        mark('button', frameWords.signIn[lang]),
      ],
    },
    queue: {
      name: 'queue',
      title: queueWords.queue[lang],
      below: 460,
      marks: [
        mark('button', queueWords.next[lang]),
        mark('textbox', queueWords.search[lang], queueWords.searchHint[lang]),
        mark('button', queueWords.find[lang]),
      ],
    },
    case: {
      name: 'case',
      title: caseWords.decision[lang],
      marks: [
        mark('button', caseWords.release[lang]),
        // The button says the last day of the new term behind these words.
        {
          ...mark(
            'button',
            caseWords.approveUntil[lang].split('{')[0]?.trim() ?? '',
            words.approveSays[lang],
          ),
          begins: true,
        },
        mark('button', caseWords.preview[lang]),
      ],
    },
    refuse: {
      name: 'refuse',
      title: caseWords.refuseTitle[lang],
      marks: [
        mark('combobox', caseWords.reason[lang]),
        { ...mark('textbox', caseWords.words[lang], caseWords.wordsHint[lang]), begins: true },
        mark('button', caseWords.refuse[lang]),
      ],
    },
    imports: {
      name: 'imports',
      title: importWords.imports[lang],
      marks: [
        mark('button', importWords.file[lang], withSize(importWords.fileHint[lang])),
        mark('button', importWords.send[lang]),
      ],
    },
    checked: {
      name: 'import-checked',
      title: stateText.checked.title[lang],
      marks: [
        mark('button', importWords.confirm[lang], stateText.checked.text[lang]),
        mark('button', importWords.discard[lang], stateText.discarded.text[lang]),
      ],
    },
  };
}
