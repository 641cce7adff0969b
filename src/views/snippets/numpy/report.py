def share(error, whole):
    return 0.0 if error == 0 else error / whole if whole else math.inf


for name, add_up in registers.items():
    errors = []
    for run in range({runs}):
        these = terms(run)
        total = float(add_up(these, {words}))
        error = abs(math.fsum([*these.tolist(), -total]))
        errors.append(share(error, sum(abs(these).tolist())))
        if run == 0:
            exact = math.fsum(these.tolist())
            first = f"sum {total!r} | exact {exact!r} | error/sum {share(abs(exact - total), abs(exact))!r}"
    mean = sum(errors) / len(errors)
    print(f"{name} | {first} | error/magnitudes {errors[0]!r} | mean {mean!r} | highest {float(np.fmax.reduce(errors))!r}")
