/**
 * `npm run test:samples`: runs the samples of the docs and the receivers of the guides in the languages that npm does not bring. Each is
 * tested where it is installed; a line says which are not. `-- --needed python,go` fails where one of these cannot be tested.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { operations } from '../../generated/operations.ts';
import { codeSamples, sampleText } from '../../toolkit/contract/docs/samples/code-samples.ts';
import type { JsonObject } from '../../toolkit/contract/document/json.ts';
import { startTestMock } from '../mock/mock.ts';
import { deliveryCases, SECRET, statusOf } from './deliveries.ts';
import { guideCode } from './guide-code.ts';
import { finished, freePort, mustSucceed, waitUntilOpen } from './processes.ts';

/** How a language is tested, in a folder of its own. `samples`: its label on the pages; a program is given for each file. */
type Language = {
  isThere: string[];
  samples?: {
    label: string;
    file: (id: string) => string;
    build?: (folder: string) => Promise<void>;
    run: (id: string) => string[];
  };
  receiver?: {
    install: (folder: string) => Promise<void>;
    run: (port: number) => string[];
  };
};

/** The module of a receiver in TypeScript, started as a server. */
const served = (module: string, start: string) =>
  `import { app } from './${module}';\nconst port = Number(process.env.PORT);\n${start}\n`;
const client = fileURLToPath(new URL('../../client/src/index.ts', import.meta.url));

async function npmReceiver(folder: string, name: string, start: string, packages: string[]): Promise<void> {
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await mustSucceed(['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent', ...packages], folder);
  const code = (await guideCode('en', 'receiving', `${name}.ts`)).replace("'@reentrega/client'", `'${client}'`);
  await writeFile(join(folder, `${name}.ts`), code);
  await writeFile(join(folder, 'main.ts'), served(`${name}.ts`, start));
}

/** As much of a Rack server as these deliveries need, so that no gem has to be installed. */
const RACK = `
require "socket"
require "stringio"
def run(app) = $app = app
load "receiver.rb"
server = TCPServer.new("127.0.0.1", ENV.fetch("PORT").to_i)
loop do
  client = server.accept
  next client.close unless client.gets
  headers = {}
  while (line = client.gets) && line != "\\r\\n"
    name, value = line.chomp.split(": ", 2)
    headers["HTTP_" + name.upcase.tr("-", "_")] = value
  end
  body = client.read(headers["HTTP_CONTENT_LENGTH"].to_i)
  status, = $app.call(headers.merge("rack.input" => StringIO.new(body)))
  client.write("HTTP/1.1 #{status} x\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n")
  client.close
end
`;

const languages: Record<string, Language> = {
  fastify: {
    isThere: ['npm', '--version'],
    receiver: {
      install: (folder) =>
        npmReceiver(folder, 'fastify', "await app.listen({ port, host: '127.0.0.1' });", ['fastify@5.12.8']),
      run: () => [process.execPath, 'main.ts'],
    },
  },
  hono: {
    isThere: ['npm', '--version'],
    receiver: {
      install: (folder) =>
        npmReceiver(
          folder,
          'hono',
          "const { serve } = await import('@hono/node-server');\nserve({ fetch: app.fetch, port, hostname: '127.0.0.1' });",
          ['hono@4.13.19', '@hono/node-server@1'],
        ),
      run: () => [process.execPath, 'main.ts'],
    },
  },
  python: {
    isThere: ['python3', '--version'],
    samples: { label: 'Python', file: (id) => `${id}.py`, run: (id) => ['python3', `${id}.py`] },
    receiver: {
      install: async (folder) => {
        await mustSucceed(['python3', '-m', 'venv', 'venv'], folder);
        const pip = ['venv/bin/pip', 'install', '--quiet', '--disable-pip-version-check'];
        await mustSucceed([...pip, 'flask==3.1.3', 'standardwebhooks==1.1.0'], folder);
        await writeFile(join(folder, 'flask_app.py'), await guideCode('en', 'receiving', 'flask_app.py'));
      },
      run: (port) => ['venv/bin/flask', '--app', 'flask_app', 'run', '--port', String(port)],
    },
  },
  go: {
    isThere: ['go', 'version'],
    samples: {
      label: 'Go',
      file: (id) => `${id}/main.go`,
      build: async (folder) => {
        await writeFile(join(folder, 'go.mod'), 'module samples\n\ngo 1.22\n');
        await mustSucceed(['go', 'build', '-o', 'bin/', './...'], folder);
      },
      run: (id) => [`bin/${id}`],
    },
    receiver: {
      install: async (folder) => {
        await writeFile(join(folder, 'go.mod'), 'module receiver\n\ngo 1.22\n');
        await writeFile(join(folder, 'main.go'), await guideCode('en', 'receiving', 'main.go'));
        await mustSucceed(['go', 'get', 'github.com/standard-webhooks/standard-webhooks/libraries@v0.0.1'], folder);
        await mustSucceed(['go', 'build', '-o', 'receiver'], folder);
      },
      run: () => ['./receiver'],
    },
  },
  java: {
    isThere: ['javac', '-version'],
    samples: {
      label: 'Java',
      file: (id) => `${id}/Main.java`,
      build: async (folder) => {
        const files = Object.keys(operations).map((id) => `${id}/Main.java`);
        for (const [index, file] of files.entries()) {
          const code = await readFile(join(folder, file), 'utf8');
          await writeFile(join(folder, file), `package op_${Object.keys(operations)[index]};\n${code}`);
        }
        await mustSucceed(['javac', '-d', 'classes', ...files], folder);
      },
      run: (id) => ['java', '-cp', 'classes', `op_${id}.Main`],
    },
    receiver: {
      install: async (folder) => {
        await writeFile(join(folder, 'Receiver.java'), await guideCode('en', 'verification', 'Receiver.java'));
        await mustSucceed(['javac', 'Receiver.java'], folder);
      },
      run: () => ['java', 'Receiver'],
    },
  },
  php: {
    isThere: ['php', '--version'],
    samples: { label: 'PHP', file: (id) => `${id}.php`, run: (id) => ['php', `${id}.php`] },
    receiver: {
      install: async (folder) =>
        writeFile(join(folder, 'receiver.php'), await guideCode('en', 'verification', 'receiver.php')),
      run: (port) => ['php', '-S', `127.0.0.1:${port}`, 'receiver.php'],
    },
  },
  ruby: {
    isThere: ['ruby', '--version'],
    receiver: {
      install: async (folder) => {
        await writeFile(join(folder, 'receiver.rb'), await guideCode('en', 'verification', 'receiver.rb'));
        await writeFile(join(folder, 'main.rb'), RACK);
      },
      run: () => ['ruby', 'main.rb'],
    },
  },
};

async function testSamples(
  { label, file, build, run }: NonNullable<Language['samples']>,
  folder: string,
  server: string,
): Promise<string> {
  const document: JsonObject = JSON.parse(
    await readFile(new URL('../../generated/openapi.en.json', import.meta.url), 'utf8'),
  );
  const all = codeSamples(document, { addressOf: () => server, isFixed: true, language: 'en', client: undefined });
  const ids = Object.keys(operations);
  for (const id of ids) {
    const sample = all.get(id)?.find((one) => one.label === label);
    if (sample === undefined) throw new Error(`${id} has no sample in ${label}`);
    const path = join(folder, file(id));
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, sampleText(sample));
  }
  await build?.(folder);
  for (const id of ids) {
    const output = await mustSucceed(run(id), folder);
    if (!/^2\d\d /.test(output)) throw new Error(`${id} in ${label}: ${output.slice(0, 500)}`);
  }
  return `${ids.length} samples`;
}

async function testReceiver({ install, run }: NonNullable<Language['receiver']>, folder: string): Promise<string> {
  await install(folder);
  const port = await freePort();
  const [program = '', ...args] = run(port);
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, PORT: String(port), WEBHOOK_SECRET: SECRET },
    stdio: 'ignore',
  });
  try {
    await waitUntilOpen(port, child);
    const cases = deliveryCases();
    for (const [what, request, status] of cases) {
      const answered = await statusOf(`http://127.0.0.1:${port}/hooks`, request);
      if (answered !== status) throw new Error(`a delivery ${what}: ${answered}, not ${status}`);
    }
    return `a receiver that tells ${cases.length} deliveries apart`;
  } finally {
    child.kill();
  }
}

const { values } = parseArgs({ options: { needed: { type: 'string', default: '' }, only: { type: 'string' } } });
const required = values.needed.split(',').filter(Boolean);
const folder = await mkdtemp(join(tmpdir(), 'reentrega-samples-'));
const mock = await startTestMock();
let failures = 0;
try {
  for (const [name, { isThere, samples, receiver }] of Object.entries(languages)) {
    if (values.only !== undefined && !values.only.split(',').includes(name)) continue;
    if (!(await finished(isThere, folder))) {
      if (required.includes(name)) failures++;
      process.stdout.write(`${name}: NOT TESTED, since it is not installed\n`);
      continue;
    }
    try {
      const own = join(folder, name);
      await Promise.all(['samples', 'receiver'].map((part) => mkdir(join(own, part), { recursive: true })));
      const results = [
        ...(samples ? [await testSamples(samples, join(own, 'samples'), mock.url)] : []),
        ...(receiver ? [await testReceiver(receiver, join(own, 'receiver'))] : []),
      ];
      process.stdout.write(`${name}: ${results.join(', ')}\n`);
    } catch (error) {
      failures++;
      process.stdout.write(`${name}: FAILED. ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
} finally {
  await mock.close();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;
