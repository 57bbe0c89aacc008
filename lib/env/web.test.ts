import { describe, expect, it } from "vitest";
import { readWebEnvironment } from "./web";

const local = {
  SLIPSTREAM_LOCAL_STACK: "1",
  SLIPSTREAM_WEB_HOST: "127.0.0.1",
  SLIPSTREAM_KAFKA_BROKERS: "127.0.0.1:9092",
  SLIPSTREAM_ELASTICSEARCH_URL: "http://127.0.0.1:9200",
  SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD: "x",
  SLIPSTREAM_DATABASE_URL: "postgres://127.0.0.1/x",
  SLIPSTREAM_DATABASE_TENANT_URL: "postgres://127.0.0.1/x",
  NEXTAUTH_SECRET: "s".repeat(32),
};
const production = { ...local, SLIPSTREAM_LOCAL_STACK: "0", NEXTAUTH_URL: "https://bikes.example" };
const oidc = {
  SLIPSTREAM_OIDC_ISSUER: "https://id.example",
  SLIPSTREAM_OIDC_CLIENT_ID: "slipstream",
  SLIPSTREAM_OIDC_CLIENT_SECRET: "x",
  SLIPSTREAM_OIDC_ROLES: '{"claim":"groups","roles":{"fleet":["operator"]},"organisation":"Slipstream"}',
};

describe("the web's environment", () => {
  it.each(["127.0.0.1", "127.9.9.9", "localhost", "::1"])("lets demo accounts run at %s", (host) => {
    expect(readWebEnvironment({ ...local, SLIPSTREAM_WEB_HOST: host }).SLIPSTREAM_LOCAL_STACK).toBe(true);
  });

  it.each(["0.0.0.0", "::", "192.168.1.7", "bikes.example", "127.0.0.1.example", ""])(
    "refuses demo accounts at %s",
    (host) => {
      expect(() => readWebEnvironment({ ...local, SLIPSTREAM_WEB_HOST: host })).toThrow(
        "SLIPSTREAM_WEB_HOST",
      );
    },
  );

  it.each(["http://127.0.0.1:3000", "http://localhost:3000/", "http://[::1]:3000", "https://127.9.9.9"])(
    "lets demo accounts be reached at %s",
    (address) => {
      expect(readWebEnvironment({ ...local, NEXTAUTH_URL: address }).NEXTAUTH_URL).toBe(address);
    },
  );

  it.each([
    "https://bikes.example",
    "http://192.168.1.7:3000",
    "http://0.0.0.0:3000",
    "https://127.0.0.1.example",
    "https://localhost.example",
    "https://127.0.0.1@bikes.example",
    "https://[2001:db8::1]",
    "mailto:localhost",
  ])("refuses demo accounts at %s", (address) => {
    expect(() => readWebEnvironment({ ...local, NEXTAUTH_URL: address })).toThrow("NEXTAUTH_URL");
  });

  it("lets production listen anywhere, and needs its public address", () => {
    expect(readWebEnvironment({ ...production, SLIPSTREAM_WEB_HOST: "0.0.0.0" }).NEXTAUTH_URL).toBeDefined();
    expect(() => readWebEnvironment({ ...production, NEXTAUTH_URL: undefined })).toThrow("NEXTAUTH_URL");
  });

  it("lists every fault at once", () => {
    expect(() => readWebEnvironment({ SLIPSTREAM_LOCAL_STACK: "1", NEXTAUTH_SECRET: "short" })).toThrow(
      /KAFKA_BROKERS.*DATABASE_URL.*NEXTAUTH_SECRET/s,
    );
  });

  it("takes a simulator by port and token, and beside a local stack only", () => {
    const simulator = { SLIPSTREAM_SIMULATOR_PORT: "9466", SLIPSTREAM_SIMULATOR_TOKEN: "t".repeat(43) };
    const { SLIPSTREAM_SIMULATOR_PORT: port, SLIPSTREAM_SIMULATOR_TOKEN: token } = simulator;
    expect(readWebEnvironment(local).SLIPSTREAM_SIMULATOR_PORT).toBeUndefined();
    expect(readWebEnvironment({ ...local, ...simulator }).SLIPSTREAM_SIMULATOR_PORT).toBe(9466);
    expect(() => readWebEnvironment({ ...local, SLIPSTREAM_SIMULATOR_PORT: port })).toThrow("_TOKEN");
    expect(() => readWebEnvironment({ ...local, SLIPSTREAM_SIMULATOR_TOKEN: token })).toThrow("_PORT");
    expect(() => readWebEnvironment({ ...production, ...simulator })).toThrow(/_PORT.*nothing.*_TOKEN/s);
  });

  it("takes an identity provider whole or not at all", () => {
    expect(readWebEnvironment({ ...production, ...oidc }).SLIPSTREAM_OIDC_ROLES?.roles).toEqual({
      fleet: ["operator"],
    });
    expect(() => readWebEnvironment({ ...production, ...oidc, SLIPSTREAM_OIDC_ROLES: undefined })).toThrow(
      "SLIPSTREAM_OIDC_ROLES",
    );
    expect(() =>
      readWebEnvironment({
        ...production,
        ...oidc,
        SLIPSTREAM_OIDC_ROLES: '{"claim":"g","roles":{"x":["god"]}}',
      }),
    ).toThrow("SLIPSTREAM_OIDC_ROLES");
  });
});
