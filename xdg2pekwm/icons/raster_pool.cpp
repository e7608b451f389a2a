#include "icons/raster_pool.hpp"

#include "base/processors.hpp"
#include "icons/raster/protocol.hpp"
#include "icons/raster_process.hpp"

#include <algorithm>
#include <cerrno>
#include <fmt/core.h>
#include <optional>
#include <poll.h>

namespace icons {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t mostProcesses = 4;
constexpr std::size_t jobsWorthAProcess = 12;
// A program that does not come up twice in a row will not the third time either.
constexpr unsigned mostFailedStarts = 2;

RasterResult::Kind kindOf(char verdict) {
    switch (static_cast<raster::Verdict>(verdict)) {
    case raster::Verdict::made:
        return RasterResult::Kind::made;
    case raster::Verdict::badImage:
        return RasterResult::Kind::badImage;
    case raster::Verdict::noAccess:
        return RasterResult::Kind::noAccess;
    case raster::Verdict::failed:
        break;
    }
    return RasterResult::Kind::failed;
}

struct Worker {
    std::optional<RasterProcess> process;
    bool ready = false;             ///< it has greeted
    std::optional<std::size_t> job; ///< what it is at
    Clock::time_point deadline;     ///< of the job, or of the greeting
    unsigned failedStarts = 0;
};

class Pool {
  public:
    Pool(std::span<const RasterJob> jobs, const RasterOptions& options, const RasterDone& done)
        : jobs_(jobs), options_(options), done_(done), results_(jobs.size()) {}

    std::vector<RasterResult> run();

  private:
    [[nodiscard]] bool anyLeft() const { return nextJob_ < jobs_.size(); }
    void start(Worker& worker);
    void startFailed(Worker& worker, std::string reason);
    void giveNext(Worker& worker);
    void finish(Worker& worker, RasterResult result);
    void hear(Worker& worker);
    void fallen(Worker& worker, std::string_view why);
    void lost(Worker& worker, const std::string& why);
    [[nodiscard]] int untilFirstDeadline() const;
    void wait();

    std::span<const RasterJob> jobs_;
    const RasterOptions& options_;
    const RasterDone& done_;
    std::vector<RasterResult> results_;
    std::vector<Worker> workers_;
    std::size_t nextJob_ = 0;
    std::string startReason_;
};

void Pool::start(Worker& worker) {
    worker.ready = false;
    worker.job.reset();
    auto process = RasterProcess::start(options_.program, options_.size, options_.gap);
    if (!process) {
        startFailed(worker, process.error().message);
        return;
    }
    worker.process.emplace(std::move(*process));
    worker.deadline = Clock::now() + options_.startDeadline;
}

void Pool::startFailed(Worker& worker, std::string reason) {
    startReason_ = std::move(reason);
    worker.process.reset();
    if (++worker.failedStarts < mostFailedStarts) start(worker);
}

void Pool::giveNext(Worker& worker) {
    if (!anyLeft()) {
        worker.process.reset();
        return;
    }
    const std::size_t job = nextJob_++;
    worker.job = job;
    worker.deadline = Clock::now() + options_.imageDeadline;
    if (const auto asked = worker.process->ask(jobs_[job].source, jobs_[job].target); !asked)
        lost(worker, asked.error().message);
}

void Pool::finish(Worker& worker, RasterResult result) {
    const std::size_t job = *worker.job;
    worker.job.reset();
    results_[job] = std::move(result);
    done_(job, results_[job]);
}

void Pool::hear(Worker& worker) {
    const auto answer = worker.process->answer();
    if (!answer) return lost(worker, answer.error().message);
    const std::optional<std::string>& message = *answer;
    if (!message) return;
    if (message->empty()) return fallen(worker, {});
    if (!worker.ready) {
        if (*message != raster::greeting) {
            startFailed(worker, "is another version of xdg2pekwm-icon");
            return;
        }
        worker.ready = true;
        worker.failedStarts = 0;
    } else if (worker.job) {
        finish(worker, {kindOf(message->front()), message->substr(1)});
    }
    giveNext(worker);
}

/// The process ended by itself, or took too long (`why`).
void Pool::fallen(Worker& worker, std::string_view why) {
    const RasterEnd end = worker.process->end();
    worker.process.reset();
    if (!worker.ready) {
        startFailed(worker, why.empty() ? "ended at its start with " + end.how : std::string(why));
        return;
    }
    if (worker.job) {
        using Kind = RasterResult::Kind;
        if (!why.empty())
            finish(worker, {Kind::badImage, std::string(why)});
        else if (end.byOthers)
            finish(worker, {Kind::failed, options_.program + " ended with " + end.how});
        else
            finish(worker, {Kind::badImage, "its decoder ended with " + end.how});
    }
    if (anyLeft()) start(worker);
}

/// There is no way to the process any more, which is not the image's fault.
void Pool::lost(Worker& worker, const std::string& why) {
    if (worker.job) finish(worker, {RasterResult::Kind::failed, options_.program + " " + why});
    fallen(worker, why);
}

int Pool::untilFirstDeadline() const {
    std::optional<Clock::time_point> first;
    for (const Worker& worker : workers_) {
        if (worker.process && (!first || worker.deadline < *first)) first = worker.deadline;
    }
    if (!first) return 0;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*first - Clock::now());
    return static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(left.count(), 0, 60'000));
}

void Pool::wait() {
    std::vector<pollfd> descriptors;
    std::vector<Worker*> heard;
    for (Worker& worker : workers_) {
        if (!worker.process) continue;
        descriptors.push_back({worker.process->descriptor(), POLLIN, 0});
        heard.push_back(&worker);
    }
    if (::poll(descriptors.data(), descriptors.size(), untilFirstDeadline()) < 0) {
        if (errno == EINTR) return;
        const std::string reason = base::failErrno("cannot be waited for", errno).value().message;
        for (Worker* worker : heard)
            lost(*worker, reason);
        return;
    }
    const auto now = Clock::now();
    for (std::size_t n = 0; n < heard.size(); ++n) {
        if (descriptors[n].revents != 0) {
            hear(*heard[n]);
        } else if (now >= heard[n]->deadline) {
            const auto limit = heard[n]->ready ? options_.imageDeadline : options_.startDeadline;
            fallen(*heard[n], fmt::format("took longer than {} ms", limit.count()));
        }
    }
}

std::vector<RasterResult> Pool::run() {
    workers_.resize(processCount(jobs_.size(), base::availableProcessors()));
    for (Worker& worker : workers_)
        start(worker);
    while (
        std::any_of(workers_.begin(), workers_.end(), [](const Worker& w) { return w.process.has_value(); }))
        wait();
    // What is left had no process to do it.
    for (std::size_t n = nextJob_; n < jobs_.size(); ++n)
        results_[n] = {RasterResult::Kind::failed, options_.program + ": " + startReason_};
    return std::move(results_);
}

} // namespace

std::size_t processCount(std::size_t jobs, std::size_t processors) {
    const std::size_t worth = (jobs + jobsWorthAProcess - 1) / jobsWorthAProcess;
    return std::min({worth, std::max<std::size_t>(processors, 1), mostProcesses});
}

std::vector<RasterResult> rasterise(std::span<const RasterJob> jobs, const RasterOptions& options,
                                    const RasterDone& done) {
    return Pool(jobs, options, done).run();
}

} // namespace icons
