/** A document in the light of the configuration that it belongs to: what features and rules are given. */
import type { Document } from '../document.ts';
import type { Configuration } from '../model/configuration/configuration.ts';
import type { Origin, SourceFile } from '../model/configuration/entry.ts';
import type { Finding } from '../model/finding.ts';
import type { Reader } from '../model/reading/reader.ts';
import type { FileReading, UseReading } from '../model/reading/reading.ts';
import type { Scope, Scopes } from '../model/scope.ts';
import type { Analyzer } from '../rules/analyze.ts';
import type { ConfigurationFinding } from '../rules/configurationRule.ts';
import { configurationRules } from '../rules/configurationRules.ts';
import type { Analysis, Placed } from '../rules/stretch.ts';
import type { Line } from '../syntax/line.ts';
import type { Section } from '../syntax/section.ts';
import { linesOf, type PlacedLine, type Tree } from '../syntax/tree.ts';
import { type PassedOver, passedOver } from './passedOver.ts';

/** A configuration with what is needed to judge its files. */
export interface Judged {
  readonly configuration: Configuration;
  readonly analyzer: Analyzer;
  readonly scopes: Scopes;
  readonly reader: Reader;
}

const found = new WeakMap<Configuration, Map<string, ConfigurationFinding[]>>();

/** The findings of the rules about a configuration, by the file (links followed) that they are shown in. */
function configurationFindings(configuration: Configuration): Map<string, ConfigurationFinding[]> {
  const known = found.get(configuration);
  if (known !== undefined) return known;
  const byFile = new Map<string, ConfigurationFinding[]>();
  for (const rule of configurationRules) {
    for (const finding of eachOnce(rule.check(configuration))) {
      const list = byFile.get(finding.at.file.real) ?? [];
      list.push(finding);
      byFile.set(finding.at.file.real, list);
    }
  }
  found.set(configuration, byFile);
  return byFile;
}

/** Without those that say the same of the same line, which is found as often as its file is read. */
function eachOnce(findings: readonly ConfigurationFinding[]): readonly ConfigurationFinding[] {
  const said = new Map<Line, Set<string>>();
  return findings.filter(({ at: { line }, finding: { code, start, message } }) => {
    const here = said.get(line) ?? new Set();
    said.set(line, here);
    return here.size !== here.add(`${code} ${start} ${message}`).size;
  });
}

/** A line of a file as it is now. */
export interface FoundLine {
  readonly uri: string;
  readonly line: Line;
  /** Row of the line, from 0. */
  readonly row: number;
}

/** A line of a file as it is now, and where in it. */
export interface FoundIn extends PlacedLine {
  readonly uri: string;
  readonly tree: Tree;
}

function byFile(origins: readonly Origin[]): Map<string, Set<Line>> {
  const files = new Map<string, Set<Line>>();
  for (const { file, line } of origins) files.set(file.real, (files.get(file.real) ?? new Set()).add(line));
  return files;
}

/** The address of a file by its absolute path. */
export function uriOf(path: string): string {
  return `file://${path.startsWith('/') ? '' : '/'}${encodeURI(path).replaceAll('#', '%23').replaceAll('?', '%3F')}`;
}

/** One document of a configuration. */
export class View {
  readonly document: Document;
  readonly configuration: Configuration;
  private readonly judged: Judged;
  private readonly readings: readonly FileReading[];
  private readonly real: string;

  /** `real` is the document's path with links followed; `readings` are those of it. */
  constructor({ document, real, readings }: { document: Document; real: string; readings: readonly FileReading[] }, judged: Judged) {
    this.document = document;
    this.real = real;
    this.readings = readings;
    this.judged = judged;
    this.configuration = judged.configuration;
  }

  /** What the rules about single lines say, and what lines declare. */
  analysis(): Analysis {
    const [first, ...others] = this.readings.map(({ tree, scope, reading }) => this.judged.analyzer.analyze(tree.root, { scope, reading }));
    if (first === undefined) return { findings: [], declarations: [] };
    const more = [...others, ...this.macroAnalyses()];
    return more.length === 0 ? first : { findings: distinct([first, ...more].flatMap(({ findings }) => findings)), declarations: first.declarations };
  }

  /** Everything that is found on lines of this document. */
  findings(): readonly Placed<Finding>[] {
    const { findings } = this.analysis();
    const wider = this.widerFindings();
    return wider.length === 0 ? findings : [...findings, ...wider];
  }

  /** Where a line of the configuration stands now; null where it is gone. */
  locate({ file, line }: Origin): FoundLine | null {
    const reading = file.real === this.real ? this.readings[0] : this.configuration.files.find((other) => other.file.real === file.real);
    const place = reading === undefined ? undefined : placesOf(reading.tree, new Set([line])).get(line);
    return place === undefined ? null : { uri: this.uriOf(file), line, row: place.row };
  }

  /** Where lines of the configuration stand now, each file looked through once; those that are gone are left out. */
  locateAll(origins: readonly Origin[]): Map<Line, FoundIn> {
    const found = new Map<Line, FoundIn>();
    for (const [real, lines] of byFile(origins)) {
      const reading = real === this.real ? this.readings[0] : this.configuration.files.find(({ file }) => file.real === real);
      if (reading === undefined) continue;
      for (const [line, place] of placesOf(reading.tree, lines)) found.set(line, { ...place, uri: this.uriOf(reading.file), tree: reading.tree });
    }
    return found;
  }

  /** The address of a file of the configuration. */
  uriOf({ real }: Pick<SourceFile, 'real'>): string {
    return real === this.real ? this.document.uri : uriOf(real);
  }

  /** Whether a file of the configuration is this document. */
  isHere({ real }: Pick<SourceFile, 'real'>): boolean {
    return real === this.real;
  }

  /** Whether no main configuration is known to read the document, and it is all that is in sight. */
  standsAlone(): boolean {
    return !this.configuration.rooted && this.configuration.files.every(({ file }) => this.isHere(file));
  }

  /** What the rules about the configuration say about lines of this document. */
  private widerFindings(): Placed<Finding>[] {
    const findings = configurationFindings(this.configuration).get(this.real) ?? [];
    if (findings.length === 0) return [];
    const places = placesOf(this.document.tree, new Set(findings.map(({ at }) => at.line)));
    return findings.flatMap(({ at, finding }) => {
      const place = places.get(at.line);
      return place === undefined ? [] : [{ ...place, what: finding }];
    });
  }

  /** The outermost sections that httpd passes over, whenever it reads the document. */
  passedOver(): PassedOver[] {
    const readings = this.readings.flatMap(({ reading }) => reading ?? []);
    return readings.length === 0 ? [] : passedOver(this.document.tree.root, readings);
  }

  /** The scope of what stands inside these sections, outermost first, in the first reading of the document. */
  scopeIn(sections: readonly Section[]): Scope {
    const { scopes, reader } = this.judged;
    const top = this.readings[0]?.scope ?? scopes.root;
    return sections.reduce((scope, section) => scopes.inside(scope, section, reader.certaintyIn(scope, section)), top);
  }

  /** The texts of macros that stand in this document, judged where they are used. */
  private macroAnalyses(): Analysis[] {
    return this.configuration.uses.filter(({ macro }) => macro.file.real === this.real).map((use) => this.macroAnalysis(use));
  }

  private macroAnalysis({ macro, scope, body, at }: UseReading): Analysis {
    const { open, body: block } = macro.section;
    const start = placesOf(this.document.tree, new Set([open])).get(open);
    if (start === undefined) return { findings: [], declarations: [] };
    const { findings } = this.judged.analyzer.analyze(block, { scope, reading: body });
    return {
      findings: findings.map((placed) => ({
        ...placed,
        what: { ...placed.what, related: [...(placed.what.related ?? []), usedAt(at, macro.name)] },
        offset: placed.offset + start.offset + open.width,
        row: placed.row + start.row + open.breaks,
      })),
      declarations: [],
    };
  }
}

function usedAt(at: Origin, name: string): { at: Origin; start: number; end: number; message: string } {
  return { at, start: 0, end: at.line.text.trimEnd().length, message: `The macro “${name}” is used here.` };
}

/** The places of some lines of a tree; those that it does not hold are left out. */
export function placesOf(tree: Tree, wanted: ReadonlySet<Line>): Map<Line, PlacedLine> {
  const places = new Map<Line, PlacedLine>();
  if (wanted.size === 0) return places;
  for (const place of linesOf(tree.root)) {
    if (!wanted.has(place.line)) continue;
    places.set(place.line, place);
    if (places.size === wanted.size) break;
  }
  return places;
}

/** Findings of several readings of one file, each once, in file order. */
function distinct(findings: readonly Placed<Finding>[]): Placed<Finding>[] {
  const byKey = new Map<string, Placed<Finding>>();
  for (const placed of findings) {
    const key = `${placed.row} ${placed.what.start} ${placed.what.code} ${placed.what.severity} ${placed.what.message}`;
    if (!byKey.has(key)) byKey.set(key, placed);
  }
  return [...byKey.values()].sort((one, other) => one.offset - other.offset || one.what.start - other.what.start);
}
