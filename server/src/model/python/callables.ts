/** Functions and classes that a server can call by themselves, by their parameters. */
import type { Node } from './blocks.ts';
import { type Parameters, parametersOf } from './expressions.ts';
import type { Gateway } from './frameworks.ts';

/** What a class is to a server. */
export interface ClassCallables {
  /** Parameters that making an object has to give. */
  readonly requires: readonly string[];
  /** How the class itself can be called: `Class(environ, start_response)` gives the answer. */
  readonly itself: Gateway | null;
  /** How its objects can be called. */
  readonly objects: Gateway | null;
}

/** How a server can call a function with this header; null where it cannot. */
export function gatewayOf({ code, bare }: Pick<Node, 'code' | 'bare'>): Gateway | null {
  return gatewayFor(parametersOf(code), /^async\b/.test(bare));
}

/** The parameters that a call of a function has to give, by place or by name. */
export function requiredBy({ code }: Pick<Node, 'code'>): string[] {
  const { positional, named } = parametersOf(code);
  return [...positional, ...named];
}

/** What a class is to a server, by its methods. */
export function classCallables({ block }: Node): ClassCallables {
  const method = (name: string) => block.find(({ bare }) => new RegExp(`^(?:async\\s+)?def\\s+${name}\\b`).test(bare));
  const [start, call] = [method('__init__'), method('__call__')];
  const own = start === undefined ? null : withoutSelf(parametersOf(start.code));
  return {
    requires: own === null ? [] : [...own.positional, ...own.named],
    itself: own === null ? null : gatewayFor(own, false),
    objects: call === undefined ? null : gatewayFor(withoutSelf(parametersOf(call.code)), /^async\b/.test(call.bare)),
  };
}

function withoutSelf({ positional, named }: Parameters): Parameters {
  return { positional: positional.slice(1), named };
}

function gatewayFor({ positional, named }: Parameters, isAsync: boolean): Gateway | null {
  if (isAsync) return /^scope,(?:receive|_),(?:send|_)$/.test(positional.join()) ? 'asgi' : null;
  const [environ = '', start = ''] = positional;
  const isStart = /^_?start_?resp/.test(start) || (/^_?environ$/.test(environ) && /^(?:start|sr|respond)$/.test(start));
  return positional.length === 2 && named.length === 0 && isStart ? 'wsgi' : null;
}
