/** The rows of the list of certificates: entries, and below each what is found on it, who uses it, and its chain. */
import * as vscode from 'vscode';
import type { JudgedUse } from '../certificates/examined.ts';
import type { ChainNode } from '../certificates/inspect.ts';
import type { Entry } from '../certificates/inventory.ts';
import { printable } from '../certificates/wording.ts';
import { descriptionOf, type Icon, iconOf, type Note, noteIcon, notesOf, noteText, spokenText, tooltipOf } from './certificateWords.ts';

/** A row. `id` is the same for the same row of the next list. */
export type Node = { readonly id: string } & (
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'note'; readonly note: Note }
  | { readonly kind: 'use'; readonly use: JudgedUse }
  | { readonly kind: 'chain'; readonly links: readonly ChainNode[] }
  | { readonly kind: 'link'; readonly link: ChainNode }
);

/** What a row runs when it is clicked. */
export const COMMANDS = { inspect: 'apacheWsgiTls.certificates.inspect', show: 'apacheWsgiTls.certificates.showLine' } as const;

/** The row of an entry. */
export function entryNode(entry: Entry): Node {
  return { kind: 'entry', id: entry.id, entry };
}

/** The rows below a row. */
export function childrenOf(node: Node): readonly Node[] {
  if (node.kind === 'entry') return belowEntry(node.entry);
  if (node.kind === 'chain') return linkNodes(node.id, node.links);
  return node.kind === 'link' ? linkNodes(node.id, node.link.issued) : [];
}

function belowEntry(entry: Entry): readonly Node[] {
  const { id, uses, content } = entry;
  const links = content?.chain ?? [];
  const isChain = entry.authorities === 0 && links.some(({ issued }) => issued.length > 0);
  return [
    ...notesOf(entry).map((note, index): Node => ({ kind: 'note', id: `${id}!${index}`, note })),
    ...uses.map((use, index): Node => ({ kind: 'use', id: `${id}#${index}`, use })),
    ...(isChain ? [{ kind: 'chain', id: `${id}/chain`, links } as const] : []),
  ];
}

function linkNodes(id: string, links: readonly ChainNode[]): readonly Node[] {
  return links.map((link, index): Node => ({ kind: 'link', id: `${id}/${index}`, link }));
}

/** A row as the editor shows it. */
export function treeItemOf(node: Node): vscode.TreeItem {
  return Object.assign(itemOf(node), { id: node.id });
}

function itemOf(node: Node): vscode.TreeItem {
  switch (node.kind) {
    case 'entry':
      return entryItem(node);
    case 'note':
      return noteItem(node.note);
    case 'use':
      return useItem(node.use);
    case 'chain':
      return chainItem(node.links);
    case 'link':
      return linkItem(node.link);
  }
}

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

function entryItem(node: Node & { readonly kind: 'entry' }): vscode.TreeItem {
  const { entry } = node;
  const item = new vscode.TreeItem(printable(entry.title), belowEntry(entry).length > 0 ? Collapsed : None);
  item.description = descriptionOf(entry);
  item.iconPath = themed(iconOf(entry));
  item.tooltip = new vscode.MarkdownString(tooltipOf(entry));
  item.contextValue = abilitiesOf(entry).join(' ');
  item.accessibilityInformation = { label: spokenText(entry) };
  if (entry.content !== null) item.command = { command: COMMANDS.inspect, title: 'Inspect', arguments: [node] };
  return item;
}

function themed({ id, color }: Icon): vscode.ThemeIcon {
  return color === null ? new vscode.ThemeIcon(id) : new vscode.ThemeIcon(id, new vscode.ThemeColor(color));
}

/** What can be done with an entry: the menus go by these words. */
function abilitiesOf({ state, content, uses, authorities, message }: Entry): readonly string[] {
  const [facts] = content?.certificates ?? [];
  const isMissing = message !== null && (state === 'missing' || state === 'elsewhere');
  return [
    'entry',
    ...(isMissing ? [] : ['there']),
    ...(content === null ? [] : ['readable']),
    ...(facts?.isForSites ? ['site'] : []),
    ...(facts?.isAuthority && authorities === 0 ? ['authority'] : []),
    ...(state === 'missing' && uses.some(({ role }) => role === 'server') ? ['creatable'] : []),
  ];
}

function noteItem(note: Note): vscode.TreeItem {
  const item = new vscode.TreeItem(noteText(note), None);
  item.iconPath = themed(noteIcon(note));
  item.tooltip = note.text;
  if (note.use !== null) item.command = lineCommand(note.use);
  return item;
}

function useItem(use: JudgedUse): vscode.TreeItem {
  const item = new vscode.TreeItem(printable(use.host), None);
  item.description = `${use.directive} · ${use.place}`;
  item.iconPath = new vscode.ThemeIcon('server');
  item.tooltip = `${use.directive} ${use.path}\n${use.place}`;
  item.accessibilityInformation = { label: `used by ${use.host}, ${use.directive} in ${use.place}` };
  item.command = lineCommand(use);
  return item;
}

function lineCommand(use: JudgedUse): vscode.Command {
  return { command: COMMANDS.show, title: 'Go to Line', arguments: [use.uri, use.range] };
}

function chainItem(links: readonly ChainNode[]): vscode.TreeItem {
  const item = new vscode.TreeItem('Chain', Collapsed);
  item.iconPath = new vscode.ThemeIcon('link');
  item.description = links.map(({ title }) => `up to ${title}`).join(', ');
  return item;
}

function linkItem(link: ChainNode): vscode.TreeItem {
  const item = new vscode.TreeItem(link.title, link.issued.length > 0 ? Expanded : None);
  item.iconPath = new vscode.ThemeIcon(link.index === null ? 'circle-outline' : 'circle-filled');
  if (link.index === null) item.description = 'not in this file';
  return item;
}
