/** Names by number, so that who is in thousands of cells is written out once. */
export class NumberedNames {
  private readonly numbers = new Map<string, number>();
  private readonly names: string[] = [];

  numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const number = this.names.push(name) - 1;
    this.numbers.set(name, number);
    return number;
  }

  nameOf = (number: number): string => this.names[number] ?? "";

  /** Numbers of those names that have one. */
  known = (names: Iterable<string>): ReadonlySet<number> =>
    new Set([...names].flatMap((name) => this.numbers.get(name) ?? []));
}
