import { bundleWorker, WORKER_BUNDLE } from "./app/worker-bundle";

await bundleWorker();
console.log(WORKER_BUNDLE);
