/** The person before the made-up editor: what is open there, what they are asked, what they are told, what was done for them. */
import type { URI } from 'vscode-uri';
import { Document, Position, Selection } from './vscodeDocuments.ts';
import type { Question } from './vscodeInputs.ts';
import type { Prompt } from './vscodePrompt.ts';

/** A message that was shown. */
export interface Said {
  readonly kind: 'information' | 'warning' | 'error' | 'status';
  readonly message: string;
  readonly buttons: readonly string[];
  readonly modal: boolean;
  readonly detail: string;
}

/** What a terminal is opened with. */
export interface TerminalOptions {
  readonly name?: string;
  readonly shellPath?: string;
  readonly shellArgs?: readonly string[];
  readonly cwd?: string;
  readonly message?: string;
}

/** Gives the text of virtual documents. */
export interface Provider {
  provideTextDocumentContent(uri: URI): string;
}

/** A terminal and what was typed into it; `execute` is whether the line was also sent off. */
export interface Terminal {
  readonly name: string;
  readonly options: TerminalOptions;
  readonly shown: boolean;
  readonly typed: readonly { readonly text: string; readonly execute: boolean }[];
}

/** Work that showed its progress. */
export interface Progressed {
  readonly title: string;
  readonly cancellable: boolean;
  readonly steps: string[];
  /** Presses “Cancel”. */
  readonly cancel: () => void;
}

const start = () => ({
  /** Paths of the folders that are open. */
  folders: [] as string[],
  trusted: true,
  /** Settings under `apacheWsgiTls`. */
  settings: {} as Record<string, unknown>,
  /** The document in front and where its cursor stands; see `editor.show`. */
  active: undefined as { document: Document; selection: Selection } | undefined,
  documents: new Map<string, Document>(),
  said: [] as Said[],
  progress: [] as Progressed[],
  terminals: [] as Terminal[],
  /** Commands that were run by commands, with their arguments. */
  ran: [] as unknown[][],
  /** What the commands of others give when they are run; an `Error` is thrown. */
  others: {} as Record<string, unknown>,
  clipboard: '',
  secrets: new Map<string, string>(),
  remoteName: undefined as string | undefined,
  /** Whether edits are applied: not where a file cannot be written. */
  editable: true,
  /** Whether the person agrees to files that are shown before they are made, unasked by the test. */
  agrees: true,
  /** Paths of files that the person was shown before they were made. */
  previewed: [] as string[],
});

/** The commands that were registered. */
export const registered = new Map<string, (...rest: unknown[]) => unknown>();
let prompts: Prompt[] = [];
let waiting: (() => void)[] = [];
let running: { ended: boolean; failed: unknown } | undefined;

function wake(): void {
  for (const one of waiting.splice(0)) one();
}

/** The answer of somebody who agrees to files that are shown before they are made. */
const AGREES = /^Make (?:the File|\d+ Files)$/;

/** Puts a prompt before the person. */
export function show(prompt: Prompt): void {
  const agreement = editor.agrees ? prompt.labels.find((label) => AGREES.test(label)) : undefined;
  if (agreement !== undefined) {
    queueMicrotask(() => prompt.pick(agreement));
    return;
  }
  prompts.push(prompt);
  wake();
}

/** Puts a question before the person and waits for the answer. */
export function ask(question: Question): Promise<readonly string[] | undefined> {
  show(question);
  return question.answer;
}

/** The editor and the person before it. */
export const editor = Object.assign(start(), {
  /** Providers of virtual documents by their schemes. */
  providers: new Map<string, Provider>(),

  /** Forgets all that a test did; the commands stay registered. */
  reset(): void {
    Object.assign(editor, start());
    prompts = [];
    waiting = [];
    running = undefined;
  },

  /** Runs a command of ours. */
  async run<T = unknown>(command: string, ...rest: readonly unknown[]): Promise<T> {
    const act = registered.get(command);
    if (act === undefined) throw new Error(`${command} is not registered`);
    const state = { ended: false, failed: undefined as unknown };
    running = state;
    try {
      return (await act(...rest)) as T;
    } catch (error) {
      state.failed = error;
      throw error;
    } finally {
      state.ended = true;
      wake();
    }
  },

  /** The next thing that the person is asked: an input box, a quick pick, a message with buttons, a dialog. Rejects where the command ends without one. */
  async prompt(): Promise<Prompt> {
    for (;;) {
      const next = prompts.shift();
      if (next !== undefined) return next;
      if (running?.ended) throw new Error(`nothing more was asked; said: ${editor.said.map(({ message }) => message).join(' | ')}`, { cause: running.failed });
      await new Promise<void>((settle) => waiting.push(settle));
    }
  },

  /** The prompts that wait for an answer. */
  pending(): readonly Prompt[] {
    return prompts;
  },

  /** Opens a document in front, with the cursor on a line (counted from 0). */
  show(uri: URI, text: string, line = 0, languageId = 'apacheconf'): Document {
    const document = new Document(uri, text, languageId);
    editor.documents.set(uri.toString(), document);
    const at = new Position(line, 0);
    editor.active = { document, selection: new Selection(at, at) };
    return document;
  },

  /** The words of all messages of a kind. */
  messages(kind: Said['kind']): readonly string[] {
    return editor.said.filter((one) => one.kind === kind).map(({ message }) => message);
  },

  /** A context for `register…(context)` functions. */
  context: {
    subscriptions: [] as { dispose(): unknown }[],
    secrets: {
      get: async (key: string) => editor.secrets.get(key),
      store: async (key: string, value: string) => void editor.secrets.set(key, value),
      delete: async (key: string) => void editor.secrets.delete(key),
    },
  },
});
