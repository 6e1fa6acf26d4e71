import { parseConfig } from './config.ts';
import { describeStartFailure } from './server/start-failure.ts';

async function run(command: string): Promise<void> {
  switch (command) {
    case 'serve': {
      const config = parseConfig(process.env);
      // Loaded when the configuration is right: a wrong one is told at once.
      const { runServer } = await import('./server/run.ts');
      return runServer(config);
    }
    case 'migrate': {
      const config = parseConfig(process.env);
      const { migrateDatabase } = await import('./server/migration.ts');
      for (const name of await migrateDatabase(config)) print(`ran ${name}`);
      return print(`${config.databasePath} is up to date`);
    }
    case 'plan': {
      const { runPlan } = await import('./command/plan.ts');
      const { env, stdin, stdout, stderr, argv } = process;
      process.exitCode = await runPlan({ args: argv.slice(3), environment: env, stdin, stdout, stderr });
      return;
    }
    default:
      throw new Error(`there is no command "${command}". Usage: node src/main.ts [serve | migrate | plan]`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await run(process.argv[2] ?? 'serve');
} catch (error) {
  process.stderr.write(`${describeStartFailure(error)}\n`);
  process.exit(1);
}
