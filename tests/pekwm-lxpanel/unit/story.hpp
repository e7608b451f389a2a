// A supervisor at some moment, and what it does in words.
#pragma once

#include "supervisor/supervisor.hpp"

#include <string>

/// The actions joined by commas; what is only logged is kept apart.
struct Story {
    explicit Story(supervisor::Policy policy = {}) : session(std::move(policy)) {}

    std::string operator()(const supervisor::Event& event);
    std::string at(supervisor::Time time, const supervisor::Event& event) {
        now = time;
        return (*this)(event);
    }
    /// Lets time pass to the next deadline.
    std::string wait();
    [[nodiscard]] supervisor::State state() const { return session.state(); }
    /// Up to a state on the straight way.
    Story& until(supervisor::State wanted);

    supervisor::Supervisor session;
    supervisor::Time now{0};
    std::string logged;
};
