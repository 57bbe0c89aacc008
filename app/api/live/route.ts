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

const HEADERS = { "content-type": "text/event-stream", "cache-control": "no-cache, no-transform" };

/**
 * Events of the views in the query (`view`, up to 8 times), for as long as the viewer may see them. A page says by `for`
 * whose it is: it must not show what somebody sees who has signed in since.
 */
export function GET(request: Request): Promise<Response> {
  return answering("GET /api/live", async () => {
    const actor = await apiActor(request, "GET /api/live");
    const query = new URL(request.url).searchParams;
    const viewer = actor.kind === "user" ? actor.id : actor.client.id;
    if ((query.get("for") ?? viewer) !== viewer)
      throw new AppError("forbidden", "Somebody else has signed in since this page was made.");
    const visible = await visibleFleets(actor);
    if (!visible) throw new AppError("forbidden", "Your roles do not cover positions of bikes.");
    const views = parseLiveViews(query.getAll("view"));
    // Nobody would read the body of a HEAD, nor end it.
    if (request.method !== "GET") return new Response(null, { headers: HEADERS });
    const stream = liveHub().open(visible, views, viewer);
    const ask = async () => visibleFleets(await actorNow(actor, "GET /api/live"));
    keepChecking(stream, request.signal, ask, webLog());
    return new Response(stream.body, { headers: HEADERS });
  });
}
