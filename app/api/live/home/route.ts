import { z } from "zod";
import { apiActor } from "@/lib/auth/api-actor";
import { STATUSES } from "@/lib/domain/bike-status";
import type { HomeAnswer } from "@/lib/domain/live-answers";
import { AppError } from "@/lib/errors";
import { visibleFleets } from "@/lib/fleet/visible-fleets";
import { liveHub } from "../../../live-hub";
import { answering } from "../../problem";

const Question = z.object({
  fleet: z.string().min(1).max(64).nullable(),
  status: z.array(z.enum(STATUSES)).max(STATUSES.length),
});

/** Where most of the viewer's bikes are that have one of the statuses `status` and are of the fleet `fleet`. */
export function GET(request: Request): Promise<Response> {
  return answering("GET /api/live/home", async () => {
    const visible = await visibleFleets(await apiActor(request, "GET /api/live/home"));
    if (!visible) throw new AppError("forbidden", "Your roles do not cover the map.");
    const { searchParams } = new URL(request.url);
    const asked = Question.safeParse({
      fleet: searchParams.get("fleet"),
      status: searchParams.getAll("status"),
    });
    if (!asked.success)
      throw new AppError(
        "invalid",
        `status: expected some of ${STATUSES.join(", ")}; fleet: the key of one.`,
      );
    const answer: HomeAnswer = { bounds: liveHub().grid.home(visible, asked.data.fleet, asked.data.status) };
    return Response.json(answer);
  });
}
