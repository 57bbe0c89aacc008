import { z } from "zod";
import { apiActor } from "@/lib/auth/api-actor";
import type { FoundBikes } from "@/lib/domain/live-answers";
import { AppError } from "@/lib/errors";
import { visibleFleets } from "@/lib/fleet/visible-fleets";
import { liveHub } from "../../../live-hub";
import { answering } from "../../problem";

const MOST = 8;
const Text = z.string().trim().min(1).max(32);

/** Bikes with the text `q` in their ids, as many as a short list holds. */
export function GET(request: Request): Promise<Response> {
  return answering("GET /api/live/bikes", async () => {
    const visible = await visibleFleets(await apiActor(request, "GET /api/live/bikes"));
    if (!visible) throw new AppError("forbidden", "Your roles do not cover the map.");
    const text = Text.safeParse(new URL(request.url).searchParams.get("q"));
    if (!text.success) throw new AppError("invalid", "q: expected 1 to 32 characters of a bike's id.");
    const hub = liveHub();
    if (!hub.isCurrent) throw new AppError("unavailable", "The fleet is being loaded.");
    const { bikes, more } = hub.grid.find(visible, text.data, MOST);
    const answer: FoundBikes = {
      bikes: bikes.map(({ bikeId, status, fleet }) => ({
        bike_id: bikeId,
        status,
        fleet: fleet?.name ?? null,
      })),
      more,
    };
    return Response.json(answer);
  });
}
