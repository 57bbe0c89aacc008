/** What kafkajs reports as an error while it mends it by itself. */
const MENDED =
  /rebalanc|coordinator|leader|Connection (timeout|error)|heartbeat|Response .*(without match|UNKNOWN_MEMBER)/i;
/** A consumer that has stopped, whatever the reason says: nobody mends it within the same session. */
const STOPPED = /^(Crash|Restarting the consumer|Caught error when|Error when calling)/;

/** Whether a line that kafkajs logs as an error tells of nothing that anyone must look at. */
export const isOrdinary = (message: string): boolean => MENDED.test(message) && !STOPPED.test(message);
