import type { EdgeClient } from "../edge-client";
import type { Send } from "./send";

export const edgeSend =
  (client: EdgeClient): Send =>
  async (packets) => {
    const report = await client.send(packets);
    return {
      readings: report.accepted.readings,
      refusedPackets: report.refused_total,
      faults: report.faults_total,
    };
  };
