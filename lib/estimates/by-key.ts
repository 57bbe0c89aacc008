/** Groups in order of their first member. */
export function byKey<T>(members: Iterable<T>, keyOf: (member: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  return groups;
}

export const sumOf = <T>(members: readonly T[], amountIn: (member: T) => number): number =>
  members.reduce((sum, member) => sum + amountIn(member), 0);

/** NaN for none. */
export const meanOf = <T>(members: readonly T[], amountIn: (member: T) => number): number =>
  sumOf(members, amountIn) / members.length;
