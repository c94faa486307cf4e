// Runs a fuzz target without libFuzzer: the kept corpus once, then mutations of it from a seed. Where the parsers were
// compiled with -fsanitize-coverage=trace-pc, an input that reached new code joins the corpus of this run.
#include "tests/fuzz/mutations.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" void __sanitizer_cov_trace_pc();

namespace {

using penelope::fuzz::Bytes;
namespace files = std::filesystem;

constexpr std::size_t placeCount = std::size_t{1} << 16;
std::array<std::uint8_t, placeCount> reached{};
std::array<std::uint32_t, placeCount> touched{}; ///< the places reached, so that only they are looked at and cleared
std::size_t touchedCount = 0;
std::uintptr_t before = 0;

const Bytes* running = nullptr; ///< for the handler of a crash

struct Options
{
    std::vector<std::string> corpus;
    std::string dictionary;
    std::string findings = "."; ///< where an input that ends the process is kept
    std::string keep;           ///< where inputs that reached new code are written; empty = nowhere
    std::uint64_t runs = 0;
    std::uint64_t seed = 1;
    std::size_t longest = 1024;
    double slow = 0; ///< seconds that one input may take; 0 = any
};

Options optionsOf(int argc, char** argv)
{
    Options options;
    for (int at = 1; at + 1 < argc; at += 2) {
        const std::string name = argv[at];
        const std::string value = argv[at + 1];
        if (name == "--corpus")
            options.corpus.push_back(value);
        else if (name == "--dictionary")
            options.dictionary = value;
        else if (name == "--findings")
            options.findings = value;
        else if (name == "--keep")
            options.keep = value;
        else if (name == "--runs")
            options.runs = std::stoull(value);
        else if (name == "--seed")
            options.seed = std::stoull(value);
        else if (name == "--longest")
            options.longest = std::stoul(value);
        else if (name == "--slow")
            options.slow = std::stod(value);
    }
    return options;
}

std::vector<Bytes> readCorpus(const std::vector<std::string>& folders)
{
    std::vector<files::path> paths;
    for (const auto& folder : folders) {
        for (const auto& entry : files::directory_iterator(folder)) {
            if (entry.is_regular_file())
                paths.push_back(entry.path());
        }
    }
    std::sort(paths.begin(), paths.end()); // the same order on every machine
    std::vector<Bytes> corpus;
    for (const auto& path : paths) {
        std::ifstream file(path, std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return corpus;
}

void write(const std::string& folder, const char* kind, const Bytes& input)
{
    const auto path = folder + "/" + kind + "-" + std::to_string(std::hash<Bytes>{}(input));
    std::ofstream(path, std::ios::binary) << input;
    std::fprintf(stderr, "%s\n", path.c_str());
}

std::string findingsFolder;

extern "C" void keepFinding(int signal)
{
    std::signal(signal, SIG_DFL);
    if (running)
        write(findingsFolder, "crash", *running);
    std::raise(signal);
}

/// True: the input reached a place or a way between places that none before had.
bool run(const Bytes& input, double slow)
{
    static std::array<std::uint8_t, placeCount> known{};
    before = 0;
    running = &input;
    const auto begun = std::chrono::steady_clock::now();
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    running = nullptr;
    if (slow > 0 && took.count() > slow) {
        write(findingsFolder, "slow", input);
        std::abort();
    }
    bool fresh = false;
    for (std::size_t at = 0; at < touchedCount; ++at) {
        const auto place = touched[at];
        fresh = fresh || known[place] == 0;
        known[place] = 1;
        reached[place] = 0;
    }
    touchedCount = 0;
    return fresh;
}

void report(std::uint64_t done, std::size_t corpus, std::chrono::steady_clock::time_point begun)
{
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    std::printf(
        "%llu executions, %zu inputs, %.0f s, %.0f/s\n", static_cast<unsigned long long>(done), corpus, took.count(),
        static_cast<double>(done) / std::max(took.count(), 0.001));
    std::fflush(stdout);
}

} // namespace

extern "C" __attribute__((no_sanitize("address", "undefined"))) void __sanitizer_cov_trace_pc()
{
    const auto place = reinterpret_cast<std::uintptr_t>(__builtin_return_address(0));
    const auto mixed = place ^ (place >> 16);
    const auto way = static_cast<std::uint32_t>((mixed ^ before) & (placeCount - 1));
    before = mixed >> 1;
    if (reached[way] != 0)
        return;
    reached[way] = 1;
    touched[touchedCount++] = way;
}

int main(int argc, char** argv)
{
    const auto options = optionsOf(argc, argv);
    findingsFolder = options.findings;
    std::signal(SIGABRT, keepFinding);
    auto corpus = readCorpus(options.corpus);
    if (corpus.empty()) {
        std::fprintf(stderr, "no corpus: --corpus FOLDER\n");
        return 2;
    }
    const auto dictionary = penelope::fuzz::readDictionary(options.dictionary);
    for (const auto& input : corpus)
        run(input, options.slow);
    // Long inputs are run as they are and not mutated: small ones find the same places faster.
    std::erase_if(corpus, [&](const Bytes& input) { return input.size() > options.longest; });
    if (corpus.empty())
        corpus.emplace_back();
    penelope::fuzz::Dice dice(options.seed);
    const auto begun = std::chrono::steady_clock::now();
    constexpr std::uint64_t reportEvery = 100'000;
    for (std::uint64_t done = 0; done < options.runs;) {
        auto input = penelope::fuzz::mutated(
            corpus[dice.below(corpus.size())], corpus[dice.below(corpus.size())], dictionary, options.longest, dice);
        if (run(input, options.slow)) {
            if (!options.keep.empty())
                write(options.keep, "new", input);
            corpus.push_back(std::move(input));
        }
        if (++done % reportEvery == 0)
            report(done, corpus.size(), begun);
    }
    report(options.runs, corpus.size(), begun);
    return 0;
}
