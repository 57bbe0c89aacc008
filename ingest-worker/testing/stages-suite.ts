import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { type FaultProxy, startFaultProxy } from "@/lib/es/testing/fault-proxy";
import { makeTestInstallation, type TestInstallation } from "@/stack/test-installation";
import { openStages, type Stages } from "./stages";

/** What stands behind a lane, with a stretch of network to Elasticsearch that can be disturbed. */
export interface StagesSuite {
  readonly installation: TestInstallation;
  readonly proxy: FaultProxy;
  readonly stages: Stages;
  /** User `maintenance`, past the proxy. */
  readonly es: Elasticsearch;
  /** User `setup`, past the proxy: may do anything to this server. */
  readonly setup: Elasticsearch;
  stop(): Promise<void>;
}

/** @param environment as given by vitest's `inject("environment")`. */
export async function startStagesSuite(environment: Readonly<Record<string, string>>): Promise<StagesSuite> {
  const installation = await makeTestInstallation(environment);
  const url = environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "";
  const proxy = await startFaultProxy(url);
  const stages = await openStages(installation, proxy.url);
  const as = (username: "maintenance" | "suite") =>
    createElasticsearch({
      url,
      username,
      password: environment[`SLIPSTREAM_ELASTICSEARCH_${username.toUpperCase()}_PASSWORD`] ?? "",
    });
  const [es, setup] = [as("maintenance"), as("suite")];
  return {
    installation,
    proxy,
    stages,
    es,
    setup,
    async stop() {
      await Promise.all([stages.close(), es.close(), setup.close()]);
      await proxy.close();
    },
  };
}
