// The Procfile: which processes the service consists of. One list for `npm start`, containers and other supervisors.

export interface ProcessType {
  name: string;
  /** Variables that its line sets. */
  variables: Record<string, string>;
  program: string;
  args: string[];
}

const assignment = /^([A-Z_][A-Z0-9_]*)=(.*)$/;

function parseLine(line: string): ProcessType {
  const [, name, command] = /^([\w-]+):\s+(.+)$/.exec(line) ?? [];
  const words = command?.trim().split(/\s+/) ?? [];
  const first = words.findIndex((word) => !assignment.test(word));
  const program = words[first];
  if (!name || !program) throw new Error(`The Procfile has a line that is not "name: command": ${line}`);
  const variables = Object.fromEntries(words.slice(0, first).map((word) => word.split(/=(.*)/, 2)));
  return { name, variables, program, args: words.slice(first + 1) };
}

/** Reads lines of `name: VARIABLE=value program argument…`; no shell, so no quotes. */
export function parseProcfile(text: string): ProcessType[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map(parseLine);
}
