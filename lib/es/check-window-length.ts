import { WINDOW_LENGTH } from "@/lib/domain/window";
import { AppError } from "@/lib/errors";
import type { Elasticsearch } from "./client";

interface Templates {
  readonly index_templates?: readonly {
    readonly index_template: { readonly _meta?: { readonly window?: unknown } };
  }[];
}

/**
 * Compares the length of a window with the one written to the cluster at its first start: with another, a reading that is
 * sent again would not meet its first copy.
 * @throws AppError `conflict` when they differ.
 */
export async function checkWindowLength(es: Elasticsearch, template: string): Promise<void> {
  const answer = await es.transport.request<Templates>(
    { method: "GET", path: `/_index_template/${template}` },
    { ignore: [404] },
  );
  const written = answer.index_templates?.[0]?.index_template._meta?.window ?? WINDOW_LENGTH;
  if (written !== WINDOW_LENGTH) {
    throw new AppError(
      "conflict",
      `The windows of this cluster are ${written} long (template ${template}), those of this version ${WINDOW_LENGTH}: ` +
        "the length cannot be changed.",
    );
  }
}
