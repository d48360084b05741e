import { MongoJobRepository } from '@agendajs/mongo-backend';
import { type AgendaBackend, datefields, type JobParameters, type JobRepositoryOptions } from 'agenda';
import type { Db } from 'mongodb';
import type { Clock } from './database/clock.ts';

/**
 * Where Agenda keeps its jobs. Agenda judges due times and locks by the clock of its machine, and machines differ; so the times
 * of jobs are the database's in the database, and the machine's in the process: they are translated on their way.
 */
export function agendaBackend(db: Db, clock: Clock): AgendaBackend {
  const repository = new JobsInDatabaseTime(db, clock);
  return {
    name: 'MongoDB',
    repository,
    ownsConnection: false,
    connect: () => repository.connect(),
    disconnect: () => repository.disconnect(),
  };
}

/** What the clock of this machine shows at that time of the database's. Rounded up: what is due is never due too early. */
export function machineTime(time: Date, clock: Clock): Date {
  return new Date(Math.ceil(time.getTime() + clock.skewMs()) + 1);
}

class JobsInDatabaseTime extends MongoJobRepository {
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    super({ mongo: db });
    this.#clock = clock;
  }

  override async getNextJobToRun(
    name: string,
    nextScanAt: Date,
    lockDeadline: Date,
    _now: Date | undefined,
    options: JobRepositoryOptions | undefined,
  ): Promise<JobParameters | undefined> {
    const [scan, deadline] = [this.#databaseTime(nextScanAt), this.#databaseTime(lockDeadline)];
    const job = await super.getNextJobToRun(name, scan, deadline, this.#clock.now(), options);
    return job && this.#fromDatabase(job);
  }

  override async saveJob<Data>(
    job: JobParameters<Data>,
    options: JobRepositoryOptions | undefined,
  ): Promise<JobParameters<Data>> {
    return this.#fromDatabase(await super.saveJob(this.#toDatabase(job), options));
  }

  override async saveJobState(job: JobParameters, options: JobRepositoryOptions | undefined): Promise<void> {
    await super.saveJobState(this.#toDatabase(job), options);
  }

  #databaseTime(time: Date): Date {
    return new Date(time.getTime() - this.#clock.skewMs());
  }

  #toDatabase<Data>(job: JobParameters<Data>): JobParameters<Data> {
    return withTimes(job, (time) => this.#databaseTime(time));
  }

  #fromDatabase<Data>(job: JobParameters<Data>): JobParameters<Data> {
    return withTimes(job, (time) => machineTime(time, this.#clock));
  }
}

function withTimes<Data>(job: JobParameters<Data>, translate: (time: Date) => Date): JobParameters<Data> {
  const times = datefields.flatMap((field) => {
    const time = job[field];
    return time ? [[field, translate(time)] as const] : [];
  });
  return { ...job, ...Object.fromEntries(times) };
}
