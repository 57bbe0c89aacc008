/** One partition count for every topic keyed by bike, so that a bike's records meet in one worker. */
export const PARTITION_COUNT = 12;

/**
 * Partition of a key: murmur2 (seed 0x9747b28c) over its UTF-8 bytes, sign bit off, modulo the count. The same function
 * as Apache Kafka's default partitioner, so that other clients agree.
 */
export function partitionFor(key: string, count = PARTITION_COUNT): number {
  return (murmur2(Buffer.from(key, "utf8")) & 0x7fffffff) % count;
}

const MULTIPLIER = 0x5bd1e995;

function murmur2(data: Buffer): number {
  let hash = 0x9747b28c ^ data.length;
  const words = data.length >> 2;
  for (let word = 0; word < words; word++) {
    let mixed = Math.imul(data.readInt32LE(word * 4), MULTIPLIER);
    mixed = Math.imul(mixed ^ (mixed >>> 24), MULTIPLIER);
    hash = Math.imul(hash, MULTIPLIER) ^ mixed;
  }
  const tail = data.length & 3;
  const tailStart = words * 4;
  if (tail === 3) hash ^= data.readUInt8(tailStart + 2) << 16;
  if (tail >= 2) hash ^= data.readUInt8(tailStart + 1) << 8;
  if (tail >= 1) hash = Math.imul(hash ^ data.readUInt8(tailStart), MULTIPLIER);
  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER);
  return hash ^ (hash >>> 15);
}
