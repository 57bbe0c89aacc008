import { errors } from "@elastic/elasticsearch";
import type { TimeWindow } from "@/lib/domain/window";
import { type AnswerClass, classifyAnswer } from "./bulk-answer";
import type { Elasticsearch } from "./client";
import { isConnectionFault } from "./connection-fault";

interface Answered {
  readonly kind: AnswerClass;
  readonly detail: string;
}

/** `done` where a template is there; without it a window would be made that takes whatever comes. */
export async function templateThere(es: Elasticsearch, template: string): Promise<Answered> {
  try {
    await es.transport.request({ method: "GET", path: `/_index_template/${template}` });
    return { kind: "done", detail: "there" };
  } catch (fault) {
    return answered(fault);
  }
}

/** Settings of a window's index that no template can give. */
export const windowSettings = ({ startMs, endMs }: TimeWindow) => ({
  index: {
    mode: "time_series",
    routing_path: ["bike_id", "source"],
    time_series: {
      start_time: new Date(startMs).toISOString(),
      end_time: new Date(endMs).toISOString(),
    },
  },
});

/**
 * Creates the index of a window with both bounds; everything else comes from the template. A colleague may have been
 * first, which is success.
 * @returns `done`, or the class of what stands in the way.
 */
export async function createWindow(
  es: Elasticsearch,
  index: string,
  window: TimeWindow,
): Promise<Answered & { readonly isNew?: true }> {
  try {
    await es.transport.request({
      method: "PUT",
      path: `/${index}`,
      body: { settings: windowSettings(window) },
    });
    return { kind: "done", detail: "created", isNew: true };
  } catch (fault) {
    return answered(fault);
  }
}

/** No reading is at fault where a window cannot be made. */
function answered(fault: unknown): Answered {
  if (isConnectionFault(fault)) return { kind: "retriable", detail: String(fault) };
  if (!(fault instanceof errors.ResponseError)) throw fault;
  const type: unknown = fault.body?.error?.type;
  const kind = classifyAnswer(fault.statusCode ?? 0, typeof type === "string" ? type : undefined);
  return { kind: kind === "permanent" || kind === "conflict" ? "broken" : kind, detail: fault.message };
}
