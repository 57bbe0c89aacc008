import { actorNow } from "@/lib/auth/actor-now";
import { apiActor } from "@/lib/auth/api-actor";
import { webLog } from "@/lib/auth/web-log";
import { AppError } from "@/lib/errors";
import { visibleFleets } from "@/lib/fleet/visible-fleets";
import { parseLiveViews } from "@/lib/live/parse-live-views";
import { liveHub } from "../../live-hub";
import { answering } from "../problem";
import { dropFrozen } from "./drop-frozen";
import { keepChecking } from "./keep-checking";

dropFrozen("/api/live");

/** Events of the views in the query (`view`, up to 8 times), for as long as the viewer may see them. */
export function GET(request: Request): Promise<Response> {
  return answering("GET /api/live", async () => {
    const actor = await apiActor(request, "GET /api/live");
    const visible = await visibleFleets(actor);
    if (!visible) throw new AppError("forbidden", "Your roles do not cover positions of bikes.");
    const views = parseLiveViews(new URL(request.url).searchParams.getAll("view"));
    const stream = liveHub().open(visible, views);
    const ask = async () => visibleFleets(await actorNow(actor, "GET /api/live"));
    keepChecking(stream, request.signal, ask, webLog());
    return new Response(stream.body, {
      headers: { "content-type": "text/event-stream", "cache-control": "no-cache, no-transform" },
    });
  });
}
