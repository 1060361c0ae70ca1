/** Explanations of directives, options, values and variables in Markdown, all from the knowledge. */
import type { Knowledge, Variable } from '../knowledge/knowledge.ts';
import type { Argument, Context, Directive, Option, Value } from '../knowledge/types.ts';

const CONTEXT_NAMES: Readonly<Partial<Record<Context, string>>> = {
  server: 'server',
  vhost: '`<VirtualHost>`',
  directory: '`<Directory>`',
  location: '`<Location>`',
  files: '`<Files>`',
  if: '`<If>`',
  proxy: '`<Proxy>`',
  limit: '`<Limit>`',
  htaccess: '`.htaccess`',
};

/** The full explanation of a directive or section. */
export function directiveText(directive: Directive, knowledge: Knowledge): string {
  const parts = [heading(directive), directive.summary];
  if (directive.deprecated !== undefined)
    parts.push(`**Obsolete:** ${sentence(directive.deprecated)}${directive.replacement === undefined ? '' : ` Use ${directive.replacement} instead.`}`);
  const docs = knowledge.documentation(directive);
  if (docs !== undefined) parts.push(docs.trim());
  parts.push(factLines(directive).join('  \n'));
  if (directive.manual !== '') parts.push(`[Manual](${directive.manual})`);
  return parts.filter((part) => part !== '').join('\n\n');
}

function heading({ syntax, name, section }: Directive): string {
  const lines = syntax.length > 0 ? syntax.map((line) => (section && !line.startsWith('<') ? `<${line}>` : line)) : [section ? `<${name}>` : name];
  return `\`\`\`apacheconf\n${lines.join('\n')}\n\`\`\``;
}

function factLines(directive: Directive): string[] {
  const product = directive.module === 'mod_wsgi' ? 'mod_wsgi' : 'httpd';
  const facts = [`*Module:* ${directive.module}`, `*Where:* ${contextText(directive)}`];
  if (directive.default !== undefined && directive.default !== '') facts.push(`*Default:* \`${directive.default}\``);
  if (directive.override !== undefined) facts.push(`*AllowOverride:* ${directive.override}`);
  if (directive.since !== undefined) facts.push(`*Since:* ${product} ${directive.since}`);
  if (directive.removed !== undefined) facts.push(`*Removed:* ${product} ${directive.removed}`);
  if (directive.platform !== undefined) facts.push(`*Platform:* ${[directive.platform].flat().join(', ')}`);
  for (const { version, fact } of directive.changes) facts.push(`*${product} ${version}:* ${fact}`);
  return facts;
}

/** Where a directive may stand; the per-directory sections are named once when all are meant. */
export function contextText({ accepted }: Directive): string {
  const all = accepted.includes('directory') && accepted.includes('location') && accepted.includes('files');
  const shown = all ? accepted.filter((context) => !['location', 'files', 'if', 'proxy', 'limit'].includes(context)) : accepted;
  const names = shown.map((context) =>
    all && context === 'directory' ? '`<Directory>`, `<Location>`, `<Files>`, `<If>`' : (CONTEXT_NAMES[context] ?? context),
  );
  return names.length === 0 ? 'nowhere by itself' : names.join(', ');
}

/** The explanation of one `name=value` option. */
export function optionText(directive: Directive, option: Option): string {
  const facts: string[] = [];
  if (option.default !== undefined) facts.push(`*Default:* \`${option.default}\``);
  if (option.unit !== undefined) facts.push(`*Unit:* ${option.unit}`);
  const product = directive.module === 'mod_wsgi' ? 'mod_wsgi' : 'httpd';
  if (option.since !== undefined) facts.push(`*Since:* ${product} ${option.since}`);
  if (option.removed !== undefined) facts.push(`*Removed:* ${product} ${option.removed}`);
  if (option.deprecated !== undefined) facts.push(`**Obsolete:** ${sentence(option.deprecated)}`);
  const values = option.values === undefined ? '' : option.values.map(valueLine).join('\n');
  return [`**${option.name}=** option of ${directive.name}`, option.summary, option.docs?.trim() ?? '', values, facts.join('  \n')]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The explanation of one literal of an argument. */
export function valueText(directive: Directive, argument: Argument, value: Value): string {
  const facts: string[] = [];
  const product = directive.module === 'mod_wsgi' ? 'mod_wsgi' : 'httpd';
  if (value.since !== undefined) facts.push(`*Since:* ${product} ${value.since}`);
  if (value.deprecated !== undefined) facts.push(`**Obsolete:** ${sentence(value.deprecated)}`);
  return [`**${value.name}** (${argument.name} of ${directive.name})`, value.text, facts.join('  \n')].filter((part) => part !== '').join('\n\n');
}

/** The explanation of an argument that is no literal: what to write there. */
export function argumentText(directive: Directive, argument: Argument): string {
  const bounds = [argument.min === undefined ? '' : `at least ${argument.min}`, argument.max === undefined ? '' : `at most ${argument.max}`].filter(
    (part) => part !== '',
  );
  const unit = argument.unit === undefined ? '' : ` (${argument.unit})`;
  return [`**${argument.name}**${unit}, argument of ${directive.name}`, argument.summary ?? '', bounds.length === 0 ? '' : `${bounds.join(', ')}${unit}`]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The explanation of a variable. */
export function variableText(variable: Variable): string {
  const needs = variable.needs === undefined ? '' : `*Needs:* ${variable.needs}`;
  const since = variable.since === undefined ? '' : `*Since:* ${variable.scope === 'wsgi' ? 'mod_wsgi' : 'httpd'} ${variable.since}`;
  return [`**${variable.name}**`, variable.text, [needs, since].filter((part) => part !== '').join('  \n')].filter((part) => part !== '').join('\n\n');
}

function valueLine(value: Value): string {
  return `- \`${value.name}\`: ${value.text}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
