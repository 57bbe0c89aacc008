/** Sent with every answer; pages get a content security policy with a nonce from the proxy on top. */
const HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
  { key: "Strict-Transport-Security", value: "max-age=31536000" },
];

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  // Types are checked by `npm run check:types`, tests included: a build for running need not wait for it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "@elastic/elasticsearch",
    "@node-rs/argon2",
    "@opentelemetry/exporter-trace-otlp-proto",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-trace",
    "kafkajs",
    "pino",
    "postgres",
    "prom-client",
  ],
  // Of a larger body the proxy would keep the rest away from its action: `boundBodies` lets none through.
  experimental: { authInterrupts: true, proxyClientMaxBodySize: 256 * 1024 },
  headers: async () => [{ source: "/:path*", headers: HEADERS }],
};
