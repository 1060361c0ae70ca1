/** The statements of a Python file as they stand in each other's blocks. */
import { allStatements, type PythonStatement } from './statements.ts';

/** A statement with the statements of its block, if it is a header. */
export interface Node extends PythonStatement {
  readonly block: readonly Node[];
}

interface Growing extends PythonStatement {
  readonly block: Growing[];
}

/** The statements at the top of a file, with what stands in their blocks. */
export function nodesOf(text: string): readonly Node[] {
  const top: Growing[] = [];
  const open: Growing[] = [];
  for (const statement of allStatements(text)) {
    while (open.length > 0 && open.at(-1)!.indent >= statement.indent) open.pop();
    const node: Growing = { ...statement, block: [] };
    (open.at(-1)?.block ?? top).push(node);
    if (statement.bare.endsWith(':')) open.push(node);
  }
  return top;
}
