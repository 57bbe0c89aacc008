/** Remembers at most `limit` values, each until its moment; the oldest makes room. Times are ms of one clock. */
export interface ExpiringCache<T> {
  get(key: string, nowMs: number): { readonly value: T } | undefined;
  set(key: string, value: T, untilMs: number): void;
}

export function createExpiringCache<T>(limit: number): ExpiringCache<T> {
  const entries = new Map<string, { readonly value: T; readonly untilMs: number }>();
  return {
    get(key, nowMs) {
      const entry = entries.get(key);
      return entry && entry.untilMs > nowMs ? entry : undefined;
    },
    set(key, value, untilMs) {
      entries.delete(key);
      entries.set(key, { value, untilMs });
      if (entries.size <= limit) return;
      const [oldest] = entries.keys();
      if (oldest !== undefined) entries.delete(oldest);
    },
  };
}
