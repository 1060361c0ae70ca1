/** The directives of httpd and mod_wsgi, for tests about their texts. */
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import type { Directive } from '../../server/src/knowledge/types.ts';

/** Every directive that is not a third party's. */
export function ownDirectives(): Directive[] {
  const packaged = new Set(
    knowledge()
      .modules.filter((module) => module.package !== undefined)
      .map(({ name }) => name),
  );
  return knowledge().directives.filter(({ module }) => !packaged.has(module));
}

/** How a test names a directive. */
export function title({ name, section, module }: Directive): string {
  return `${section ? `<${name}>` : name} (${module})`;
}
