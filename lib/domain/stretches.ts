import { common, type Stretch } from "./whose-bikes";
import type { Moments } from "./whose-ride";

/** Its last moment is one of it. */
export const stretchOf = ({ fromMs, toMs }: Moments): Stretch => ({ fromMs, toMs: toMs + 1 });

/** All that is in any of these, in order and apart from each other. */
export function joined(stretches: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = [];
  for (const { fromMs, toMs } of stretches.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = found.at(-1);
    if (last && fromMs <= last.toMs)
      found[found.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, toMs) };
    else if (fromMs < toMs) found.push({ fromMs, toMs });
  }
  return found;
}

/** What of some is in none of others, in order and apart. */
export function without(stretches: readonly Stretch[], others: readonly Stretch[]): Stretch[] {
  const cuts = joined(others);
  return joined(stretches).flatMap((stretch) => {
    const left: Stretch[] = [];
    let { fromMs } = stretch;
    for (const cut of cuts) {
      if (cut.toMs <= fromMs) continue;
      if (cut.fromMs >= stretch.toMs) break;
      if (cut.fromMs > fromMs) left.push({ fromMs, toMs: cut.fromMs });
      fromMs = cut.toMs;
    }
    return fromMs < stretch.toMs ? [...left, { fromMs, toMs: stretch.toMs }] : left;
  });
}

/** What is in both, in order and apart. */
export function inBoth(stretches: readonly Stretch[], others: readonly Stretch[]): Stretch[] {
  const [some, more] = [joined(stretches), joined(others)];
  const found: Stretch[] = [];
  for (let [a, b] = [0, 0]; a < some.length && b < more.length; ) {
    const [one, other] = [some[a], more[b]];
    if (!one || !other) break;
    const part = common(one, other);
    if (part) found.push(part);
    if (one.toMs < other.toMs) a++;
    else b++;
  }
  return found;
}
