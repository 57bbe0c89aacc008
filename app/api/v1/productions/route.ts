import { answering } from "@/app/api/problem";
import { parseQuery } from "@/app/api/v1/query";
import { SHEET_TYPES } from "@/app/api/v1/sheet-types";
import { inTurn } from "@/app/questions";
import { apiActor } from "@/lib/auth/api-actor";
import { FAULTS_NAMED, ProductionsQuery, type ProductionsReport } from "@/lib/domain/production-operation";
import { REGISTRATION_LIMITS } from "@/lib/domain/registration-answers";
import { AppError } from "@/lib/errors";
import { readBody } from "@/lib/ingest/read-body";
import { loadProductions } from "@/lib/registration/production/load-productions";

export const POST = (request: Request): Promise<Response> =>
  answering("POST /api/v1/productions", async () => {
    const actor = await apiActor(request, "POST /api/v1/productions");
    const { file: fileName } = parseQuery(ProductionsQuery, request);
    const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
    if (!SHEET_TYPES.has(type))
      throw new AppError("unsupported", `Content-Type: expected ${[...SHEET_TYPES].join(" or ")}`);
    return inTurn(actor, async () => {
      const encoding = request.headers.get("content-encoding");
      const bytes = await readBody(request.body, encoding, { maxBytes: REGISTRATION_LIMITS.fileBytes });
      const { rows, loaded, faults, unknownModels } = await loadProductions(actor, { fileName, bytes });
      if (faults.length > 0)
        throw new AppError(
          "invalid",
          `${faults.length} of ${rows} rows cannot be taken, so nothing was stored; the first is row ${faults[0]?.row}: ${faults[0]?.fault}`,
          { data: { faults: faults.slice(0, FAULTS_NAMED), faults_total: faults.length } },
        );
      const report: ProductionsReport = { rows, loaded, unknown_models: [...unknownModels] };
      return Response.json(report);
    });
  });
