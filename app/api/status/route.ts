import { apiActor } from "@/lib/auth/api-actor";
import { ingestWatch } from "../../ingest-watch";
import { answering } from "../problem";

/** How the way of a reading is, for the sign on every page of the maker's people. */
export function GET(request: Request): Promise<Response> {
  return answering("GET /api/status", async () => {
    await apiActor(request, "GET /api/status");
    return Response.json(ingestWatch().status(Date.now()));
  });
}
