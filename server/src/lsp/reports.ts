/** Diagnostics on their way to the client: published once they say something new, or given to a client that asks. */
import { type Connection, type DocumentDiagnosticReport, DocumentDiagnosticReportKind, type Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import type { Document } from '../ide.ts';

/** What was last told about a document. */
interface Told {
  readonly id: string;
  readonly text: string;
  /** The version that it was published for; null where it was only asked for. */
  readonly published: number | null;
}

/** Remembers what the client was told. */
export class Reports {
  private readonly connection: Connection;
  private readonly told = new Map<string, Told>();
  /** What a client that asks was told to ask for, by document. */
  private readonly announced = new Map<string, string>();
  /** Different for each server, so that a client that saw an earlier one is not taken for up to date. */
  private readonly run = Math.random().toString(36).slice(2);
  private count = 0;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** A document is opened or closed: what was told of it counts no more. */
  forget(uri: string): void {
    this.told.delete(uri);
    this.announced.delete(uri);
  }

  /** Whether a client that asks should ask for a document again: it has another answer, and was not told of this one before. */
  announce(uri: string, diagnostics: readonly LspDiagnostic[]): boolean {
    const told = this.told.get(uri);
    const text = JSON.stringify(diagnostics);
    if (told === undefined || told.text === text || this.announced.get(uri) === text) return false;
    this.announced.set(uri, text);
    return true;
  }

  /** Publishes what there is to say, unless it was published for this version already. */
  publish({ uri, version }: Document, diagnostics: LspDiagnostic[]): void {
    const before = this.told.get(uri);
    const now = this.tell(uri, diagnostics, version);
    if (before?.id !== now.id || before.published !== version) void this.connection.sendDiagnostics({ uri, version, diagnostics });
  }

  /** The answer to a client that asks; `known` names what it has. */
  answer(uri: string, diagnostics: LspDiagnostic[], known: string | undefined): DocumentDiagnosticReport {
    const { id } = this.tell(uri, diagnostics, null);
    if (id === known) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id };
    return { kind: DocumentDiagnosticReportKind.Full, resultId: id, items: diagnostics };
  }

  private tell(uri: string, diagnostics: readonly LspDiagnostic[], published: number | null): Told {
    const text = JSON.stringify(diagnostics);
    const before = this.told.get(uri);
    const id = before?.text === text ? before.id : `${this.run} ${++this.count}`;
    const now = { id, text, published };
    this.told.set(uri, now);
    this.announced.delete(uri);
    return now;
  }
}
