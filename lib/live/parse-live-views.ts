import { type LiveView, MAX_VIEWS, parseLiveView } from "@/lib/domain/live-view";
import { AppError } from "@/lib/errors";

const FORM = "name~west,south,east,north~zoom~statuses, * or -~fleet or *";

/** @throws AppError `invalid` where there is none, too many, or a text that is none. */
export function parseLiveViews(texts: readonly string[]): LiveView[] {
  if (texts.length < 1 || texts.length > MAX_VIEWS)
    throw new AppError("invalid", `view: expected 1 to ${MAX_VIEWS} of them, got ${texts.length}.`);
  return texts.map((text) => {
    const view = parseLiveView(text);
    if (view) return view;
    throw new AppError("invalid", `view: expected ${FORM}, got ${text.slice(0, 80)}.`);
  });
}
