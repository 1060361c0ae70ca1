/**
 * Shrinking a tree that two judges see differently: lines are taken away, in large parts first, as long as the same
 * difference remains. Works on texts rather than on the choices that made them, so that nothing of the generator is left.
 */
import { type ConfigurationTree, ENVVARS, isConfiguration } from './tree.ts';

/** Most questions that one shrinking asks; each takes about a tenth of a second. */
const BUDGET = 250;

/** The smallest tree found of which `holds` is still true. */
export async function reduced(tree: ConfigurationTree, holds: (smaller: ConfigurationTree) => Promise<boolean>): Promise<ConfigurationTree> {
  const search = new Search(tree, holds);
  for (let before = 0; before !== search.size && search.left > 0; ) {
    before = search.size;
    for (const path of search.paths()) await search.shorten(path);
  }
  return search.tree;
}

class Search {
  tree: ConfigurationTree;
  left = BUDGET;
  private readonly holds: (smaller: ConfigurationTree) => Promise<boolean>;

  constructor(tree: ConfigurationTree, holds: (smaller: ConfigurationTree) => Promise<boolean>) {
    this.tree = tree;
    this.holds = holds;
  }

  get size(): number {
    return [...this.tree.files.values()].reduce((sum, text) => sum + text.length, 0);
  }

  paths(): string[] {
    return [...this.tree.files.keys()].filter((path) => isConfiguration(path) && path !== ENVVARS);
  }

  /** Takes lines out of a file: halves, quarters, down to single lines; then pairs of tags, then words. */
  async shorten(path: string): Promise<void> {
    for (let part = Math.ceil(this.lines(path).length / 2); part >= 1; part = part === 1 ? 0 : Math.ceil(part / 2)) {
      for (let at = 0; at < this.lines(path).length; ) if (!(await this.without(path, (_, line) => line >= at && line < at + part))) at += part;
    }
    for (let at = 0; at < this.lines(path).length; at++) await this.withoutTags(path, at);
    for (let at = 0; at < this.lines(path).length; at++) await this.shortenLine(path, at);
  }

  private lines(path: string): string[] {
    return (this.tree.files.get(path) ?? '').split(/(?<=\n)/).filter((line) => line !== '');
  }

  private without(path: string, isGone: (text: string, line: number) => boolean): Promise<boolean> {
    return this.replace(
      path,
      this.lines(path)
        .filter((text, line) => !isGone(text, line))
        .join(''),
    );
  }

  /** Takes an opening tag and the next closing tag of its name away, so that what stands between is left. */
  private async withoutTags(path: string, at: number): Promise<void> {
    const lines = this.lines(path);
    const name = /^\s*<(\w+)/.exec(lines[at] ?? '')?.[1]?.toLowerCase();
    if (name === undefined) return;
    const close = lines.findIndex((text, line) => line > at && text.trim().toLowerCase().startsWith(`</${name}`));
    if (close !== -1) await this.without(path, (_, line) => line === at || line === close);
  }

  private async shortenLine(path: string, at: number): Promise<void> {
    const lines = this.lines(path);
    const words = (lines[at] ?? '').trim().split(/\s+/);
    for (let last = words.length - 1; last > 0; last--) {
      const fewer = words.toSpliced(last, 1);
      if (await this.replace(path, lines.with(at, `${fewer.join(' ')}\n`).join(''))) words.splice(last, 1);
    }
  }

  /** Tries a file with another text; keeps it if the difference remains. */
  private async replace(path: string, text: string): Promise<boolean> {
    if (text === this.tree.files.get(path) || this.left-- <= 0) return false;
    const smaller = { ...this.tree, files: new Map(this.tree.files).set(path, text) };
    if (!(await this.holds(smaller))) return false;
    this.tree = smaller;
    return true;
  }
}
