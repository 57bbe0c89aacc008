/** One seed of several numbers, so mixed that neighbours have nothing in common (after MurmurHash3's finaliser). */
export function seedFrom(...numbers: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const number of numbers) {
    hash = Math.imul(hash ^ (number % 4_294_967_296), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13) ^ Math.floor(number / 4_294_967_296), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}
