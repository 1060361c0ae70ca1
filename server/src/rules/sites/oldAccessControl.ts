import type { Configuration } from '../../model/configuration/configuration.ts';
import { type Entry, isCertain } from '../../model/configuration/entry.ts';
import type { Fix } from '../../model/finding.ts';
import type { ConfigurationFinding, ConfigurationRule } from '../configurationRule.ts';
import { fixOf, instead, isEditable, withoutLine } from '../wsgi/edits.ts';
import { nameSpan, related, report } from '../wsgi/report.ts';
import { listsWith } from './lists.ts';
import { keepsOthersOut, requireLines } from './oldAccess.ts';

/** Order, Allow, Deny and Satisfy of httpd 2.2. */
export const oldAccessControl: ConfigurationRule = {
  code: 'old-access-control',
  severity: 'warning',
  page: {
    title: 'Access control of httpd 2.2',
    what: 'A section says who may come in with `Order`, `Allow`, `Deny` or `Satisfy`.',
    why: 'httpd 2.4 takes these only with mod_access_compat. They do not undo a `Require all denied` further out, so `Allow from all` alone still ends with 403 (AH01797, AH01630). Beside a `Require` both have to let a request in. Where they keep everybody out this is an information.',
    fix: 'Write `Require` instead, everywhere: `Require all granted`, `Require all denied`, `Require ip 192.0.2.0/24`.',
    bad: '<Directory /srv/blog>\n    Order deny,allow\n    Allow from all\n</Directory>\n',
    good: '<Directory /srv/blog>\n    Require all granted\n</Directory>\n',
  },
  check: (configuration) => listsWith(configuration, ...OLD).flatMap((list) => inList(configuration, list)),
};

const OLD = ['order', 'allow', 'deny', 'satisfy'];
const NEW = ['require', 'requireall', 'requireany', 'requirenone'];

function inList(configuration: Configuration, entries: readonly Entry[]): ConfigurationFinding[] {
  const lines = entries.filter((entry) => OLD.includes(entry.name) && isCertain(entry));
  const [first] = lines;
  if (first === undefined) return [];
  const beside = entries.find(({ name }) => NEW.includes(name));
  const more = lines.length > 1 ? [related(lines.at(-1)!, nameSpan(lines.at(-1)!), 'The last of these lines.')] : [];
  const required = requireLines(lines);
  const keepsOut = beside === undefined && required?.join() === DENIED;
  return [
    report({ code: oldAccessControl.code, severity: keepsOut ? 'information' : 'warning' }, first, nameSpan(first), {
      message: `${first.statement.name} is of httpd 2.2${effectOf(keepsOut, beside)}`,
      related: beside === undefined ? more : [related(beside, nameSpan(beside), 'This counts as well.')],
      fixes: conversion(configuration, lines, required, beside),
      tag: 'deprecated',
    }),
  ];
}

const DENIED = 'Require all denied';

function effectOf(keepsOut: boolean, beside: Entry | undefined): string {
  if (keepsOut) return ` and needs mod_access_compat. Write ${DENIED} instead.`;
  return beside === undefined
    ? ' and does not undo a Require all denied further out, so requests may end with 403. Write Require instead.'
    : '. Beside Require in the same section both have to let a request in; write Require alone.';
}

/** Puts Require in the place of the lines; beside another Require only where the old lines let everybody in. */
function conversion(configuration: Configuration, lines: readonly Entry[], required: readonly string[] | null, beside: Entry | undefined): Fix[] {
  const [first, ...others] = lines;
  if (first === undefined || required === null || !lines.every(isEditable) || first.scope.context === 'limit') return [];
  const isOpen = required.length === 1 && required[0] === 'Require all granted';
  if (beside !== undefined) return isOpen ? [fixOf('Take the lines of httpd 2.2 out', false, first.line, lines.map(withoutLine))] : [];
  const indent = /^[ \t]*/.exec(first.line.text)![0];
  const changes = [instead(first, required.join(`\n${indent}`)), ...others.map(withoutLine)];
  return [fixOf(required.length === 1 ? `Change to ${required[0]}` : 'Change to Require', !keepsOthersOut(configuration, first), first.line, changes)];
}
