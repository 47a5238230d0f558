// Runs a module or a file of Python inside Pyodide under Node; what it does is not its business.
//
// The one argument is a JSON object:
//   runtime      folder with Pyodide's own files
//   environment  environment variables that Python sees
//   mounts       folders outside by their path inside
//   wheels       wheel files to unpack into /wheels
//   path         folders inside that Python imports from, after its own
//   directory    working directory inside
//   library      zip file that stands in for the standard library in `runtime`, or null
//   module       what to run, as `python -m MODULE` would
//   arguments    what follows on its command line
//   file         Python file outside to run instead, in an interpreter that has imported nothing more
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const WHEELS = "/wheels";

async function start(job) {
  const { loadPyodide } = await import(pathToFileURL(join(job.runtime, "pyodide.mjs")));
  const python = await loadPyodide({
    indexURL: job.runtime,
    env: job.environment,
    ...(job.library && { stdLibURL: job.library }),
  });
  for (const [inside, outside] of Object.entries(job.mounts)) python.mountNodeFS(inside, outside);
  for (const wheel of job.wheels) {
    python.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel", { extractDir: WHEELS });
  }
  for (const folder of [WHEELS, ...job.path]) python.pyimport("sys").path.append(folder);
  return python;
}

/** Gives the exit status, as the command `python` would. */
function runModule(python, job) {
  const sys = python.pyimport("sys");
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
  const python = await start(job);
  if (job.file) python.runPython(readFileSync(job.file, "utf8"), { filename: job.file });
  else process.exitCode = runModule(python, job);
} catch (error) {
  // Node would print the line of source as well: here that is a whole minified file.
  console.error(`${error.name}: ${error.message ?? error.errno}`);
  process.exitCode = 1;
}
