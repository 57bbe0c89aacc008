import type { LiveStore } from "@/components/live-map/live-store";
import type { FramePace } from "./frame-pace";

/** What changes is drawn so often at most where nothing moves in between. */
const STILL_FRAME_MS = 200;

/**
 * Draws now and whenever something changes, and again and again while something moves, unless the viewer asked for less
 * motion or the machine is too slow for it. `draw` is told which moment of the page's clock to draw, infinity for the
 * end of every motion, and tells whether something moves. Returns what ends it.
 */
export function animate(store: LiveStore, pace: FramePace, draw: (momentMs: number) => boolean): () => void {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  let frame = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let movedAtMs: number | null = null;

  const soon = () => {
    if (frame === 0 && rest === undefined) frame = requestAnimationFrame(turn);
  };
  const turn = () => {
    frame = 0;
    const nowMs = performance.now();
    if (movedAtMs !== null) pace.took(nowMs - movedAtMs, nowMs);
    const drawn = store.version;
    const canMove = !still && pace.canMove(nowMs);
    const isMoving = draw(canMove ? nowMs : Number.POSITIVE_INFINITY);
    movedAtMs = isMoving ? nowMs : null;
    if (isMoving) {
      soon();
      return;
    }
    rest = setTimeout(
      () => {
        rest = undefined;
        if (store.version !== drawn) soon();
      },
      canMove ? 0 : STILL_FRAME_MS,
    );
  };
  turn();
  const stop = store.subscribe(soon);
  return () => {
    stop();
    cancelAnimationFrame(frame);
    clearTimeout(rest);
  };
}
