import { answering } from "@/app/api/problem";
import { exportStores } from "@/app/export-stores";
import { parseInput } from "@/lib/audit/parse-input";
import { apiActor } from "@/lib/auth/api-actor";
import { AppError } from "@/lib/errors";
import { ExportRiderInput, exportRider } from "@/lib/rider-export/export-rider";

/** Everything that is held of a rider, as NDJSON: a form asks for it, so that the reason is in no address. */
export const POST = (request: Request): Promise<Response> =>
  answering("POST /api/privacy/export", async () => {
    const actor = await apiActor(request, "POST /api/privacy/export");
    const input = parseInput(ExportRiderInput, Object.fromEntries(await formOf(request)));
    const lines = await exportRider(actor, input, exportStores());
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await lines.next();
        if (done) controller.close();
        else if (value !== "") controller.enqueue(encoder.encode(value));
      },
      cancel: async () => void (await lines.return(undefined)),
    });
    return new Response(body, {
      headers: {
        "content-type": "application/x-ndjson",
        "content-disposition": `attachment; filename="rider-${input.riderId}.ndjson"`,
      },
    });
  });

/** @throws AppError `unsupported`, `invalid`. */
async function formOf(request: Request): Promise<FormData> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type !== "application/x-www-form-urlencoded" && type !== "multipart/form-data")
    throw new AppError("unsupported", `Content-Type: expected a form, got ${type || "none"}`);
  return request.formData().catch((fault: unknown) => {
    throw new AppError("invalid", "The body is no form that can be read.", { cause: fault });
  });
}
