export const sumOf = <T>(members: readonly T[], amountIn: (member: T) => number): number =>
  members.reduce((sum, member) => sum + amountIn(member), 0);

/** NaN for none. */
export const meanOf = <T>(members: readonly T[], amountIn: (member: T) => number): number =>
  sumOf(members, amountIn) / members.length;
