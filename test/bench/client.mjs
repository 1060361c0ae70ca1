/**
 * A plain language client over standard input and output, for one server process and one document. It measures from the
 * moment a message is handed to the pipe until the answer has been read.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';

/** Thrown when a server does not answer in time. */
export class Timeout extends Error {}

function within(promise, milliseconds) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Timeout(`no answer in ${Math.round(milliseconds)} ms`)), milliseconds);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

const capabilities = {
  workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
  textDocument: {
    synchronization: { didSave: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
    completion: { completionItem: { snippetSupport: true } },
  },
};

/** The value that a dotted section name leads to. */
function lookUp(settings, section) {
  return (
    (section ?? '')
      .split('.')
      .filter(Boolean)
      .reduce((node, key) => node?.[key], settings) ?? null
  );
}

export class Client {
  #process;
  #connection;
  #limit;
  #awaited = null;
  #uri = '';
  #version = 0;
  diagnostics = 0;

  /** Starts `server` in `folder` and waits for its answer to `initialize`. `startMs` says how long that took. */
  static async start(server, { folder, limit }) {
    const client = new Client();
    client.#limit = limit;
    const before = performance.now();
    client.#spawn(server, folder);
    await client.#initialize(server, folder);
    client.startMs = performance.now() - before;
    client.#connection.sendNotification('initialized', {});
    client.#connection.sendNotification('workspace/didChangeConfiguration', { settings: server.settings });
    return client;
  }

  #spawn(server, folder) {
    this.#process = spawn(process.execPath, [server.path, '--stdio'], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
    this.#process.stdin.on('error', () => {});
    this.#connection = createProtocolConnection(new StreamMessageReader(this.#process.stdout), new StreamMessageWriter(this.#process.stdin));
    this.#connection.onRequest('workspace/configuration', ({ items }) => items.map(({ section }) => lookUp(server.settings, section)));
    this.#connection.onRequest(() => null);
    this.#connection.onNotification('textDocument/publishDiagnostics', (report) => this.#published(report));
    this.#connection.onError(() => {});
    this.#connection.listen();
  }

  async #initialize(server, folder) {
    const rootUri = pathToFileURL(folder).href;
    const exited = new Promise((_, reject) => {
      this.#process.once('exit', (code) => reject(new Error(`${server.name} ended with code ${code}`)));
      this.#process.once('error', reject);
    });
    exited.catch(() => {});
    const answer = this.#connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: 'bench' }],
      capabilities,
      initializationOptions: { provideFormatter: false },
    });
    await within(Promise.race([answer, exited]), this.#limit);
  }

  #published({ uri, version, diagnostics }) {
    if (uri !== this.#uri || this.#awaited === null) return;
    if (version !== undefined && version !== null && version < this.#awaited.version) return;
    const { resolve } = this.#awaited;
    this.#awaited = null;
    this.diagnostics = diagnostics.length;
    resolve(performance.now());
  }

  /** Sends a notification and returns how long it took until the diagnostics for this version arrived. */
  async #untilDiagnostics(method, params) {
    const answered = new Promise((resolve) => {
      this.#awaited = { version: this.#version, resolve };
    });
    const before = performance.now();
    this.#connection.sendNotification(method, params);
    return (await within(answered, this.#limit)) - before;
  }

  /** Opens the document; the result is the time until its first diagnostics. */
  open({ uri, languageId, text }) {
    this.#uri = uri;
    this.#version = 1;
    return this.#untilDiagnostics('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  #change(place, removed, text) {
    this.#version += 1;
    const end = { line: place.line, character: place.character + removed };
    return {
      textDocument: { uri: this.#uri, version: this.#version },
      contentChanges: [{ range: { start: place, end }, text }],
    };
  }

  /** One change of the text (`removed` letters give way to `text`); the result is the time until its diagnostics. */
  edit(place, { removed = 0, text = '' }) {
    return this.#untilDiagnostics('textDocument/didChange', this.#change(place, removed, text));
  }

  /** Types `text` and asks for completion behind it at once; the result is the time until the list is there. */
  async complete(place, text) {
    const position = { line: place.line, character: place.character + text.length };
    const before = performance.now();
    const diagnosed = this.edit(place, { text });
    diagnosed.catch(() => {});
    const request = this.#connection.sendRequest('textDocument/completion', { textDocument: { uri: this.#uri }, position });
    const list = await within(request, this.#limit);
    const milliseconds = performance.now() - before;
    await diagnosed;
    await this.edit(place, { removed: text.length });
    return { milliseconds, items: (list?.items ?? list ?? []).length };
  }

  /** Memory of the server process in MiB, now and at its highest; null where the system does not tell. */
  memory() {
    try {
      const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
      const read = (key) => Number(new RegExp(`^${key}:\\s*(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
      return { now: read('VmRSS'), peak: read('VmHWM') };
    } catch {
      return { now: null, peak: null };
    }
  }

  /** Ends the server: politely at first. */
  async stop() {
    const child = this.#process;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    const polite = this.#connection.sendRequest('shutdown').then(() => this.#connection.sendNotification('exit'));
    await within(Promise.all([polite, gone]), 1000).catch(() => child.kill('SIGKILL'));
    await gone;
    this.#connection.dispose();
  }
}
