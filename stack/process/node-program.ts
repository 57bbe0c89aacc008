/** Node's arguments to run one of the repository's TypeScript programs; the working folder must be the repository. */
export const nodeProgram = (file: string, ...args: readonly string[]): string[] => [
  "--import",
  "tsx",
  file,
  ...args,
];
