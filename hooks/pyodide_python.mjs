// Runs `python -m MODULE` inside Pyodide under Node; what the module does is not its business.
//
// The one argument is a JSON object:
//   runtime      folder with Pyodide's own files
//   environment  environment variables that Python sees
//   mounts       folders outside by their path inside
//   wheels       wheel files to unpack into /wheels
//   path         folders inside that Python imports from, after its own
//   directory    working directory inside
//   module       what to run
//   arguments    what follows on its command line
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const WHEELS = "/wheels";

async function start(job) {
  const { loadPyodide } = await import(pathToFileURL(join(job.runtime, "pyodide.mjs")));
  const python = await loadPyodide({ indexURL: job.runtime, env: job.environment });
  for (const [inside, outside] of Object.entries(job.mounts)) python.mountNodeFS(inside, outside);
  for (const wheel of job.wheels) {
    python.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel", { extractDir: WHEELS });
  }
  return python;
}

/** Gives the exit status, as the command `python` would. */
function run(python, job) {
  const sys = python.pyimport("sys");
  for (const folder of [WHEELS, ...job.path]) sys.path.append(folder);
  sys.argv = python.toPy([job.module, ...job.arguments]);
  python.pyimport("os").chdir(job.directory);
  try {
    const options = { run_name: "__main__", alter_sys: true };
    python.pyimport("runpy").run_module.callKwargs(job.module, options);
    return 0;
  } catch (error) {
    if (error.type !== "SystemExit") throw error;
    return Number(sys.last_exc.code);
  }
}

try {
  const job = JSON.parse(process.argv[2]);
  process.exitCode = run(await start(job), job);
} catch (error) {
  // Node would print the line of source as well: here that is a whole minified file.
  console.error(`${error.name}: ${error.message ?? error.errno}`);
  process.exitCode = 1;
}
