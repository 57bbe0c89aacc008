import { LineLimit } from "@/lib/log/line-limit";
import type { Tracer } from "./span";

/** Ample for whoever follows uploads; little of what waits to be sent. */
const PER_MINUTE = 60;

/**
 * The same tracer, which follows of each sender so many sampled traces a minute: somebody who has everything recorded must
 * not push others' spans out. The others are as if their sender did not record them.
 */
export const boundedBySender = (tracer: Tracer, limit = new LineLimit(PER_MINUTE)): Tracer => ({
  start(parent, step) {
    const isTooMany = parent?.isSampled && step.sender !== undefined && limit.pass(step.sender) === null;
    return tracer.start(isTooMany ? { ...parent, isSampled: false } : parent, step);
  },
  close: () => tracer.close(),
});
