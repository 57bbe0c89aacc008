import { sealableFromMs } from "@/lib/domain/generation";
import { windowNamed } from "@/lib/domain/window";
import type { WindowFigures } from "@/lib/windows/window-figures";

export type WindowState = "live" | "open" | "sealed" | "blocked";

/** How an index of a week is: live weeks cannot be sealed yet; a blocked one was begun to be sealed, or is at fault. */
export function windowState(
  week: string,
  { sealedAt, isBlocked }: Pick<WindowFigures, "sealedAt" | "isBlocked">,
  nowMs: number,
): WindowState {
  if (sealedAt !== null) return "sealed";
  if (isBlocked) return "blocked";
  const window = windowNamed(week);
  return window !== null && nowMs < sealableFromMs(window) ? "live" : "open";
}
